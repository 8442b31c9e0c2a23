#pragma once

namespace ui::models {
struct Event;
}

namespace ui::shell {

class MainWindow;

/// Shows the subject of an event in the window: the request, the provider or client, or the place where a problem is
/// solved. Used by the Overview, the tray and desktop notifications. Main thread.
void openEvent(MainWindow& window, const models::Event& event);

} // namespace ui::shell
