#pragma once

#include "gateway/core/clock.h"
#include "gateway/host/gateway_host.h"
#include "ui/dialogs/program/choice_dialog.h"
#include "ui/dialogs/program/quit_dialog.h"
#include "ui/models/gateway_model.h"

#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <string>
#include <vector>

namespace app {

/// Ends the program: asks if requests are in progress, lets them finish, and leaves the event loop. Main thread.
class QuitFlow final : public QObject {
    Q_OBJECT
public:
    static constexpr gateway::Milliseconds kDrain{10000};
    static constexpr gateway::Milliseconds kFastDrain{3000}; ///< used for the end of the session and for signals
    static constexpr gateway::Milliseconds kAfterDrain{2000}; ///< time for writing pending data; then the program ends anyway

    /// Both must outlive it.
    QuitFlow(gateway::host::GatewayHost& host, const ui::models::GatewayModel& model, QObject* parent = nullptr);
    ~QuitFlow() override;

    /// Called before anything else: it calls `goOn`, or cancels quitting.
    using Beforehand = std::function<void(std::function<void()> goOn)>;
    void setBeforehand(Beforehand ask) { m_beforehand = std::move(ask); }

    /// The user wants to quit: asks what to do with set-up tools and with requests in progress, if any. Tools are
    /// restored once both questions are answered.
    void ask();
    /// The same for a restart: tools stay as they are, since the gateway will be available again soon.
    void askToRestart();
    /// Whether the program ends for a restart.
    bool isRestart() const { return m_isRestart; }
    /// Lets open exchanges finish for at most `drain`, then leaves the event loop. Further calls can only shorten this:
    /// a shorter drain takes effect; a second `kFastDrain` aborts the exchanges with an error, and a third one leaves
    /// at once.
    void end(gateway::Milliseconds drain);
    bool isQuitting() const { return m_isQuitting; }

Q_SIGNALS:
    /// Emitted when quitting can no longer be cancelled.
    void quitting();

private:
    void begin();
    void lookForTools();
    QString nameOf(const std::string& tool) const;
    /// Asks about the set-up tools, by id.
    void askAboutTools(const std::vector<std::string>& tools);
    /// Changes `ui.ask_about_clients`, then goes on with quitting.
    void doNotAskAgain();
    void restore();
    void askAboutLeft();
    void show(ui::dialogs::ChoiceDialog* question);
    void askAboutRequests();
    void decide();
    void wait();
    void stopNow();
    void hasten(gateway::Milliseconds drain);
    void finish(gateway::Milliseconds drain);
    void endWithin(gateway::Milliseconds drain);
    /// Restores the chosen tools, then ends.
    void leave(gateway::Milliseconds drain);
    void stay();

    gateway::host::GatewayHost& m_host;
    const ui::models::GatewayModel& m_model;
    QPointer<ui::dialogs::QuitDialog> m_dialog;
    QPointer<ui::dialogs::ChoiceDialog> m_tools; ///< the open question about the tools
    std::vector<std::string> m_toRestore; ///< tools to restore before the end
    gateway::Milliseconds m_drain = kDrain; ///< drain time for that end
    QTimer m_end; ///< ends the program in any case
    bool m_isLeaving = false; ///< tools are being restored, or failures are shown
    QStringList m_left; ///< tools that could not be restored, each with the reason
    Beforehand m_beforehand;
    bool m_isRestart = false;
    bool m_isQuitting = false;
};

} // namespace app
