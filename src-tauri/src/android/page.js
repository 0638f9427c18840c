// Runs in the page before the page's own scripts. The other side is gen/android's Page.kt. Nothing newer than ES5:
// it also runs in WebViews that the page itself is too new for.
(function () {
  var phone = window.KarakanaPhone;
  if (!phone) return;

  // "top,right,bottom,left" in CSS pixels.
  window.karakanaInsets = function (text) {
    var style = document.documentElement && document.documentElement.style;
    if (!style) return;
    var edges = text.split(',');
    ['top', 'right', 'bottom', 'left'].forEach(function (edge, at) {
      style.setProperty('--inset-' + edge, edges[at] + 'px');
    });
  };
  window.karakanaInsets(phone.edges());
  // Where there was no root element yet.
  document.addEventListener('DOMContentLoaded', function () {
    window.karakanaInsets(phone.edges());
  });

  // The screen that a notification, or the activity that was killed, asks for.
  var first = phone.takeRoute();
  if (first) history.replaceState(null, '', first);
  window.karakanaOpen = function () {
    var route = phone.takeRoute();
    if (route) location.hash = route;
  };

  // A WebView does not know the scheme.
  document.addEventListener(
    'click',
    function (event) {
      var link = event.target && event.target.closest && event.target.closest('a[href^="tel:"]');
      if (!link) return;
      event.preventDefault();
      phone.dial(decodeURIComponent(link.getAttribute('href').slice(4)));
    },
    true
  );

  phone.started();
})();
