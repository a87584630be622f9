"""Family and given names for invented counties: frequent ones often, rare ones seldom."""

from __future__ import annotations

from typing import Final

STEMS: Final = (
    *("Alb", "Anton", "Arseni", "Avram", "Bac", "Balan", "Băcil", "Bărbul", "Blag", "Bog", "Botez"),
    *("Brat", "Bucur", "Buzil", "Caramal", "Cazac", "Cernat", "Chir", "Cioban", "Constantin", "Corn"),
    *("Cosm", "Costach", "Crăc", "Danil", "David", "Diacon", "Dobr", "Dragom", "Dumitr", "Enach"),
    *("Filip", "Florest", "Gavril", "Georg", "Gheorgh", "Grigor", "Hagi", "Herl", "Hobinc", "Iacob"),
    *("Ichim", "Ign", "Ilies", "Ion", "Istrat", "Ivan", "Lazăr", "Lung", "Lup", "Macar", "Manol"),
    *("Marin", "Matei", "Mihal", "Mocan", "Mold", "Munt", "Năst", "Neagu", "Negr", "Nicolă", "Nist"),
    *("Olt", "Oprișan", "Ostaf", "Panait", "Pavel", "Petr", "Pletos", "Pop", "Rad", "Rom", "Rotar"),
    *("Rus", "Sandul", "Sav", "Simion", "Șerban", "Ștefăn", "Tănas", "Tod", "Trif", "Țibul", "Urs"),
    *("Văcar", "Vasil", "Vlăd", "Voic", "Zahar", "Zamfir"),
)
ENDINGS: Final = ("escu", "eanu", "aru", "iuc", "ache", "ițoaei", "an", "oiu", "ea", "ascu")
WOMEN: Final = (
    *("Maria", "Elena", "Ana", "Ioana", "Mihaela", "Andreea", "Cristina", "Daniela", "Alexandra", "Gabriela"),
    *("Georgeta", "Mariana", "Rodica", "Vasilica", "Paraschiva", "Aurica", "Lăcrămioara", "Ștefania"),
    *("Nicoleta", "Alina", "Simona", "Carmen", "Roxana", "Doina", "Viorica", "Profira", "Tudorița"),
    *("Ecaterina", "Garofița", "Denisa", "Larisa", "Bianca", "Teodora", "Sofia", "Ilinca", "Măriuca"),
)
MEN: Final = (
    *("Ion", "Gheorghe", "Vasile", "Constantin", "Mihai", "Alexandru", "Andrei", "Nicolae", "Dumitru"),
    *("Ștefan", "Florin", "Marius", "Cristian", "Daniel", "Adrian", "Gabriel", "Ionuț", "Bogdan", "Petru"),
    *("Costel", "Neculai", "Mihăiță", "Răzvan", "Cătălin", "Sorin", "Viorel", "Toader", "Aurel", "Ilie"),
    *("Cosmin", "Radu", "Sebastian", "Rareș", "Darius", "Mircea", "Grigore", "Traian", "Cezar"),
)
STREETS: Final = (
    "Principală",
    "Morii",
    "Bisericii",
    "Școlii",
    "Ștefan cel Mare",
    "Livezilor",
    "Izvorului",
    "",
)


def families() -> list[str]:
    """Some thousand family names, in the same order always."""
    return [stem + ending for stem in STEMS for ending in ENDINGS]
