#pragma once

#include "gateway/host/checks/port_check.h"
#include "gateway/host/programs/program_stop.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace ui::widgets {
class Button;
}

namespace ui::dialogs {

/// Asks the program that holds the gateway's port to end, after confirmation, if the system allows it. Main thread.
class HolderStop final : public QObject {
    Q_OBJECT
public:
    /// `button` triggers it: its text and whether it is enabled are set here, its visibility by the receiver of
    /// `offered`. It must outlive this.
    HolderStop(widgets::Button* button, QWidget* parent);

    /// Sets the holder of the port; empty: none, or unknown.
    void setHolder(const std::optional<gateway::host::PortHolder>& holder);
    bool isOffered() const;
    bool isWaiting() const { return m_stopping.has_value(); }
    /// Name of the program; only while there is one.
    QString name() const;

Q_SIGNALS:
    /// Whether the system allows ending it; emitted once for each `setHolder` and at the end of each wait.
    void offered(bool is);
    /// Emitted when it was asked to end.
    void begun();
    /// Emitted when the port should be tried again: the program has ended, or something else has changed.
    void ended();
    /// Emitted when it was asked to end but is still running.
    void goesOn();

private:
    void ask();
    void stop();
    void lookForEnd();
    void settle();

    widgets::Button* m_button;
    QWidget* m_window;
    std::optional<gateway::host::PortHolder> m_holder;
    std::optional<gateway::host::ProgramStop> m_stopping; ///< the program that was asked to end
    QTimer m_end; ///< polls whether it has ended
    int m_looks = 0;
};

} // namespace ui::dialogs
