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

/// Asks the program that has the gateway's port to end, after a question, where the system allows it. Main thread.
class HolderStop final : public QObject {
    Q_OBJECT
public:
    /// `button` asks: its text and whether it is enabled are set here, whether it is seen by `offered`. It must outlive this.
    HolderStop(widgets::Button* button, QWidget* parent);

    /// Who has the port; empty: nobody, or nobody knows.
    void setHolder(const std::optional<gateway::host::PortHolder>& holder);
    bool isOffered() const;
    bool isWaiting() const { return m_stopping.has_value(); }
    /// The program by its name; only while there is one.
    QString name() const;

Q_SIGNALS:
    /// Whether the system would let it end; once for each `setHolder` and each end of a wait.
    void offered(bool is);
    /// It was asked to end.
    void begun();
    /// The port is to be tried again: it has ended, or something has changed meanwhile.
    void ended();
    /// It was asked to end and goes on.
    void goesOn();

private:
    void ask();
    void stop();
    void lookForEnd();
    void settle();

    widgets::Button* m_button;
    QWidget* m_window;
    std::optional<gateway::host::PortHolder> m_holder;
    std::optional<gateway::host::ProgramStop> m_stopping; ///< that was asked to end, and has not been seen to
    QTimer m_end; ///< looks whether it has ended
    int m_looks = 0;
};

} // namespace ui::dialogs
