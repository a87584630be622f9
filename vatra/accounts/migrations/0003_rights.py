"""Who may touch the tables of staff, and the ceiling of posts.

Assignments and names are open to the sign-in role, whose rights every level role inherits:
the principal is looked up before any scope is known, and a colleague's name is shown under
every scope. Only the supervisors' findings stay in their territory.
"""

from django.db import migrations

from vatra.database import policies
from vatra.database.policies import CENTRAL, COUNTY, LOCAL
from vatra.database.roles import LEVELS

OPEN = ("assignment", "invitation", "handover", "posts", "training")
FINDINGS = "accounts_inspection"

# The sum is compared on every day from the new row's on which some number changes: a row
# dated in the future must not be broken by one written later for today. The lock makes two
# coordinators who write at once wait for each other.
CEILING = """
CREATE FUNCTION accounts_posts_ceiling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('accounts_posts'), hashtext(NEW.county_id || NEW.role));
  IF EXISTS (
    SELECT 1
    FROM (SELECT DISTINCT starts_on AS day FROM accounts_posts
          WHERE county_id = NEW.county_id AND role = NEW.role AND starts_on >= NEW.starts_on) AS days
    CROSS JOIN LATERAL (
      SELECT sum(approved) FILTER (WHERE place_id <> county_id) AS shared,
             sum(approved) FILTER (WHERE place_id = county_id) AS ceiling
      FROM (SELECT DISTINCT ON (place_id) place_id, county_id, approved FROM accounts_posts
            WHERE county_id = NEW.county_id AND role = NEW.role AND starts_on <= days.day
            ORDER BY place_id, starts_on DESC) AS in_force
    ) AS sums
    WHERE sums.shared > sums.ceiling
  ) THEN
    RAISE EXCEPTION 'more posts than the county approved'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'posts_ceiling', TABLE = 'accounts_posts';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posts_ceiling AFTER INSERT OR UPDATE ON accounts_posts
  FOR EACH ROW EXECUTE FUNCTION accounts_posts_ceiling();
"""
NO_CEILING = "DROP TRIGGER posts_ceiling ON accounts_posts; DROP FUNCTION accounts_posts_ceiling()"


def _read(level: str, territory: str) -> migrations.RunSQL:
    return policies.policy(
        FINDINGS, f"{FINDINGS}_{level}_read", LEVELS[level], using=territory, command="SELECT"
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_staff"), ("database", "0001_extensions")]
    operations = [
        *(policies.grant_auth(f"accounts_{table}") for table in OPEN),
        migrations.RunSQL(CEILING, NO_CEILING),
        policies.grant(FINDINGS, tuple(LEVELS.values()), "SELECT"),
        policies.grant(FINDINGS, (LEVELS["county"], LEVELS["system"]), "INSERT"),
        policies.enable_rls(FINDINGS),
        _read("local", LOCAL),
        _read("county", COUNTY),
        _read("central", CENTRAL),
        policies.policy(
            FINDINGS, f"{FINDINGS}_county_write", LEVELS["county"], check=COUNTY, command="INSERT"
        ),
        policies.rls_system(FINDINGS),
    ]
