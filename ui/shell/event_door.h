#pragma once

namespace ui::models {
struct Event;
}

namespace ui::shell {

class MainWindow;

/// Shows in the window what an event tells of: the request, who failed or came, or where a problem is solved.
/// The same for the Overview, the tray and the desktop's notifications. Main thread.
void openEvent(MainWindow& window, const models::Event& event);

} // namespace ui::shell
