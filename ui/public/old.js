// Runs before everything else and is written in ECMAScript 5 on purpose: a browser that cannot read the app can read this.
// Instead of a blank screen it says in both languages what to do. A test holds it to the old grammar.
(function () {
  'use strict';
  var NEEDED = 92;
  var said = /Chrome\/(\d+)/.exec(navigator.userAgent);
  var version = said ? said[1] : '?';

  function line(parent, kind, text) {
    var element = document.createElement(kind);
    element.appendChild(document.createTextNode(text));
    element.style.margin = '0 0 12px';
    parent.appendChild(element);
  }

  function explain() {
    if (window.karakanaTooOld) return;
    window.karakanaTooOld = true;
    var place = document.getElementById('app') || document.body;
    while (place.firstChild) place.removeChild(place.firstChild);
    var page = document.createElement('main');
    page.id = 'too-old';
    page.style.cssText = 'max-width:34rem;margin:0 auto;padding:48px 16px 32px;font-size:18px;line-height:1.5';
    page.lang = 'sw';
    line(page, 'h1', 'Sasisha simu kwanza');
    line(page, 'p', 'Karakana haiwezi kufunguka, kwa sababu sehemu ya simu iitwayo Android System WebView ni ya zamani: toleo ' + version +
      ', linahitajika ' + NEEDED + ' au zaidi. Ulichohifadhi kiko salama kwenye simu hii.');
    line(page, 'p', '1. Fungua Play Store. 2. Tafuta Android System WebView, kisha bonyeza Update. 3. Tafuta Google Chrome, kisha bonyeza Update. ' +
      '4. Fungua Karakana tena. Usipoweza, mpigie kiongozi wako.');
    var english = document.createElement('section');
    english.lang = 'en';
    english.style.cssText = 'margin-top:24px;padding-top:24px;border-top:1px solid';
    line(english, 'h1', 'Please update the phone first');
    line(english, 'p', 'Karakana cannot open, because a part of the phone called Android System WebView is too old: version ' + version +
      ', needed is ' + NEEDED + ' or newer. What you saved is safe on this phone.');
    line(english, 'p', '1. Open the Play Store. 2. Search for Android System WebView and press Update. 3. Search for Google Chrome and press Update. ' +
      '4. Open Karakana again. If you cannot, call your lead.');
    page.appendChild(english);
    place.appendChild(page);
  }

  // Array.prototype.at came with Chrome 92, aspect-ratio with 88; modules are what the app is made of.
  var reads = 'noModule' in document.createElement('script') && !!Array.prototype.at &&
    !!window.CSS && !!window.CSS.supports && window.CSS.supports('aspect-ratio: 1');
  if (!reads) explain();
  // Whatever else cannot be read ends before the first screen is drawn; the list above may have missed something.
  window.addEventListener('error', function (event) {
    var app = document.getElementById('app');
    if (event.error instanceof SyntaxError && app && !app.firstChild) explain();
  });
})();
