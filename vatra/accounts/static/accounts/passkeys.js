// Passkeys need JavaScript; everything else on these pages works without it. The buttons stay
// hidden until the browser is known to have passkeys, and a failed try is said in words.
(function () {
  document.addEventListener('DOMContentLoaded', function () {
    // A passkey belongs to a name: at a bare address such as 127.0.0.1 browsers refuse it.
    if (!window.PublicKeyCredential || /^[\d.]+$|:/.test(window.location.hostname)) return
    document.querySelectorAll('#passkey_login, #mfa_webauthn_authenticate, #mfa_webauthn_reauthenticate, #mfa_webauthn_add')
      .forEach(function (button) { button.hidden = false })
    document.querySelectorAll('[data-no-passkeys]').forEach(function (text) { text.hidden = true })
  })
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    const old = document.getElementById('passkey_error')
    if (old) old.remove()
    const notice = document.createElement('div')
    notice.id = 'passkey_error'
    notice.className = 'notice error'
    notice.setAttribute('role', 'alert')
    notice.textContent = 'Cheia de acces nu a răspuns sau ați renunțat. Încercați din nou sau folosiți codul din aplicație.'
    document.getElementById('continut').prepend(notice)
  })
})()
