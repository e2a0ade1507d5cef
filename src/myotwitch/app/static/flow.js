// The flow: a chosen file is sent at once; the answer's page comes when the answer is there.
(() => {
  "use strict";
  const LARGEST = 64 * 1024 * 1024;

  for (const form of document.querySelectorAll("[data-send-at-once]")) {
    const plain = form.querySelector("[data-plain-send]");
    if (plain) plain.hidden = true;
    form.addEventListener("change", (event) => {
      const file = event.target.files && event.target.files[0];
      if (!file) return;
      if (file.size > LARGEST) {
        form.querySelector("[data-said]").textContent = `${file.name} is too large: at most 64 MB are taken. Export the one workout, not the whole history.`;
        event.target.value = "";
        return;
      }
      form.requestSubmit();
    });
  }
})();
