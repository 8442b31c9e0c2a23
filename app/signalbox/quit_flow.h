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

/// The way to the end: asks where requests are under way, lets them end, and
/// leaves the event loop. Main thread.
class QuitFlow final : public QObject {
    Q_OBJECT
public:
    static constexpr gateway::Milliseconds kDrain{10000};
    static constexpr gateway::Milliseconds kFastDrain{3000}; ///< where a session or a signal ends it
    static constexpr gateway::Milliseconds kAfterDrain{2000}; ///< for writing what is left; then the end comes anyway

    /// Both must outlive it.
    QuitFlow(gateway::host::GatewayHost& host, const ui::models::GatewayModel& model, QObject* parent = nullptr);
    ~QuitFlow() override;

    /// What is asked before anything else: it calls `goOn`, or nobody quits.
    using Beforehand = std::function<void(std::function<void()> goOn)>;
    void setBeforehand(Beforehand ask) { m_beforehand = std::move(ask); }

    /// Its user wants to quit: asks what becomes of tools that were set up, and of requests under way, if there are any.
    /// Tools are set back once both are answered.
    void ask();
    /// Likewise to begin anew: tools stay as they are, since they are answered again soon.
    void askToRestart();
    /// The end that has come is for that.
    bool isRestart() const { return m_isRestart; }
    /// Lets open exchanges end for at most `drain`, then leaves the event loop. Another call can only make it sooner:
    /// a shorter drain holds; `kFastDrain` once more breaks them off, each with its error, and a third time leaves at once.
    void end(gateway::Milliseconds drain);
    bool isQuitting() const { return m_isQuitting; }

Q_SIGNALS:
    /// There is no way back.
    void quitting();

private:
    void begin();
    void lookForTools();
    QString nameOf(const std::string& tool) const;
    /// The tools that were set up, by id.
    void askAboutTools(const std::vector<std::string>& tools);
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
    /// Sets back the tools that are to be; then the end.
    void leave(gateway::Milliseconds drain);
    void stay();

    gateway::host::GatewayHost& m_host;
    const ui::models::GatewayModel& m_model;
    QPointer<ui::dialogs::QuitDialog> m_dialog;
    QPointer<ui::dialogs::ChoiceDialog> m_tools; ///< the question about them that is open
    std::vector<std::string> m_toRestore; ///< tools that are set back before the end
    gateway::Milliseconds m_drain = kDrain; ///< of that end
    QTimer m_end; ///< it comes by then, whatever happens
    bool m_isLeaving = false; ///< they are being set back, or what is left is asked about
    QStringList m_left; ///< tools that could not be set back, each with the reason
    Beforehand m_beforehand;
    bool m_isRestart = false;
    bool m_isQuitting = false;
};

} // namespace app
