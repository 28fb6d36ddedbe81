// Quick exit: Escape three times within two seconds, or the link itself, leaves without a step back to this page.
(() => {
  const link = document.getElementById("exit");
  const leave = () => location.replace(link.href);
  let presses = [];
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    presses = presses.concat(Date.now()).slice(-3);
    if (presses.length === 3 && presses[2] - presses[0] < 2000) leave();
  });
})();
