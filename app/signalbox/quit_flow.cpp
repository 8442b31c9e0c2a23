#include "quit_flow.h"

#include "gateway/core/log.h"
#include "ui/words/sentence_words.h"

#include <QCoreApplication>
#include <QTimer>

namespace app {

using gateway::Milliseconds;
using gateway::host::GatewayHost;
using ui::dialogs::ChoiceDialog;
using ui::dialogs::QuitDialog;

namespace {

constexpr Milliseconds kUntilKnown{150};

} // namespace

QuitFlow::QuitFlow(GatewayHost& host, const ui::models::GatewayModel& model, QObject* parent) : QObject(parent), m_host(host), m_model(model)
{
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, [] { QCoreApplication::exit(0); });
    connect(&host, &GatewayHost::stopped, this, [this] {
        if (m_isQuitting)
            QCoreApplication::exit(0);
    });
}

QuitFlow::~QuitFlow()
{
    delete m_dialog;
    delete m_tools;
}

void QuitFlow::ask()
{
    m_isRestart = false;
    begin();
}

void QuitFlow::askToRestart()
{
    if (m_isQuitting)
        return;
    m_isRestart = true;
    begin();
}

void QuitFlow::begin()
{
    if (m_isQuitting)
        return;
    if (m_tools)
        return m_tools->activateWindow();
    if (m_isLeaving)
        return;
    if (m_dialog)
        return decide();
    if (!m_beforehand)
        return lookForTools();
    m_beforehand([self = QPointer(this)] {
        if (self && !self->m_isQuitting)
            self->lookForTools();
    });
}

void QuitFlow::lookForTools()
{
    if (m_isLeaving)
        return;
    m_toRestore.clear();
    if (m_isRestart || !m_host.ledger() || !m_host.settings().ui.askAboutClients)
        return askAboutRequests();
    m_host.clients().detect({}, [self = QPointer(this)](const std::vector<gateway::clients::ClientState>& states) {
        std::vector<std::string> tools;
        for (const auto& state : states)
            if (state.isSetUp)
                tools.push_back(state.id);
        if (self && tools.empty())
            self->askAboutRequests();
        else if (self && !self->m_isQuitting && !self->m_tools)
            self->askAboutTools(tools);
    });
}

QString QuitFlow::nameOf(const std::string& tool) const
{
    const auto* entry = m_host.clients().catalog()->find(tool);
    return QString::fromStdString(entry ? entry->name : tool);
}

void QuitFlow::askAboutTools(const std::vector<std::string>& tools)
{
    QStringList names;
    for (const std::string& id : tools)
        names << nameOf(id);
    auto* question = new ChoiceDialog({tr("%Ln client(s) still point(s) at Signalbox", nullptr, static_cast<int>(names.size())),
        tr("%1 will not work until Signalbox runs again, unless you restore the original settings.", nullptr, static_cast<int>(names.size())).arg(ui::words::SentenceWords::listed(names)),
        {tr("Cancel"), tr("Restore their settings"), tr("Quit without changes")}, tr("Always quit without changing clients’ settings, and do not ask again"), {1}});
    question->setObjectName(QStringLiteral("quitToolsDialog"));
    connect(question, &ChoiceDialog::chosen, this, [this, tools](int answer) {
        if (answer == 2 && m_tools && m_tools->isChecked())
            return doNotAskAgain();
        if (answer == 1)
            m_toRestore = tools;
        if (answer != 0)
            askAboutRequests();
    });
    show(question);
}

void QuitFlow::doNotAskAgain()
{
    auto next = m_host.settings();
    next.ui.askAboutClients = false;
    m_host.change(next, [self = QPointer(this)](const gateway::Result<void>& changed) {
        if (!changed) // the question comes again at the next quit
            qCWarning(gateway::logConfig, "ui.ask_about_clients could not be saved: %s", changed.error().text().c_str());
        if (self)
            self->askAboutRequests();
    });
}

void QuitFlow::show(ChoiceDialog* question)
{
    m_tools = question;
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowModality(Qt::ApplicationModal);
    question->show();
    question->raise();
    question->activateWindow();
}

/// Warns before quitting that these tools will not work any more.
void QuitFlow::askAboutLeft()
{
    auto* question = new ChoiceDialog({tr("%Ln client(s) could not be restored", nullptr, static_cast<int>(m_left.size())), m_left.join(QLatin1Char('\n')),
        {tr("Cancel"), tr("Quit anyway")}});
    question->setObjectName(QStringLiteral("quitLeftDialog"));
    connect(question, &ChoiceDialog::chosen, this, [this](int answer) {
        if (answer == 0)
            stay();
        else if (!m_isQuitting)
            finish(m_drain);
    });
    connect(question, &QDialog::rejected, this, &QuitFlow::stay);
    show(question);
}

// One after the other; a tool that cannot be restored is skipped and reported at the end.
void QuitFlow::restore()
{
    if (m_isQuitting)
        return;
    if (m_toRestore.empty())
        return m_left.isEmpty() ? finish(m_drain) : askAboutLeft();
    const std::string tool = m_toRestore.back();
    m_toRestore.pop_back();
    const auto next = [self = QPointer(this), tool](const gateway::Result<void>& restored) {
        if (!restored)
            qWarning("The setup of %s could not be restored: %s", tool.c_str(), restored.error().text().c_str());
        if (!self)
            return;
        if (!restored)
            self->m_left << tr("%1: %2", "tool and why it was not written").arg(self->nameOf(tool), ui::words::SentenceWords::of(restored.error()));
        self->restore();
    };
    m_host.clients().planRestore(tool, [self = QPointer(this), next](const gateway::Result<gateway::clients::RestorePlan>& plan) {
        if (!self || !plan)
            return next(plan ? gateway::Result<void>() : gateway::Result<void>(tl::unexpected(plan.error())));
        self->m_host.clients().restore(*plan, next);
    });
}

void QuitFlow::askAboutRequests()
{
    if (m_isQuitting)
        return;
    // The model learns about new requests up to a tenth of a second later.
    if (m_model.activeCount() == 0)
        QTimer::singleShot(kUntilKnown, this, &QuitFlow::decide);
    else
        decide();
}

void QuitFlow::decide()
{
    if (m_isQuitting || m_isLeaving)
        return;
    if (m_model.activeCount() == 0 && !m_dialog)
        return leave(kDrain);
    if (!m_dialog) {
        m_dialog = new QuitDialog(m_model, kDrain); // without a parent: it stays when the window is closed
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog->setWindowModality(Qt::ApplicationModal);
        connect(m_dialog, &QuitDialog::waitChosen, this, &QuitFlow::wait);
        connect(m_dialog, &QuitDialog::stopChosen, this, &QuitFlow::stopNow);
    }
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void QuitFlow::wait()
{
    leave(kDrain);
}

void QuitFlow::stopNow()
{
    if (!m_isQuitting)
        return leave(Milliseconds(0));
    endWithin(Milliseconds(0));
}

void QuitFlow::leave(Milliseconds drain)
{
    if (m_isQuitting || std::exchange(m_isLeaving, true))
        return;
    m_drain = drain;
    m_left.clear();
    if (m_dialog)
        m_dialog->setEnabled(false); // answered
    restore();
}

void QuitFlow::stay()
{
    m_isRestart = false;
    m_isLeaving = false;
    if (m_dialog && !m_isQuitting)
        m_dialog->reject();
}

void QuitFlow::end(Milliseconds drain)
{
    m_isRestart = false; // any other request to end cancels the restart
    finish(drain);
}

void QuitFlow::finish(Milliseconds drain)
{
    if (std::exchange(m_isQuitting, true))
        return hasten(drain);
    Q_EMIT quitting();
    endWithin(drain);
}

void QuitFlow::hasten(Milliseconds drain)
{
    if (drain < m_drain)
        endWithin(drain);
    else if (drain == kFastDrain && m_drain > Milliseconds(0)) // a second signal
        endWithin(Milliseconds(0));
    else if (drain == kFastDrain)
        QCoreApplication::exit(0);
}

void QuitFlow::endWithin(Milliseconds drain)
{
    m_drain = drain;
    if (m_dialog) {
        m_dialog->setEnabled(true);
        m_dialog->setWaiting(drain); // even if the waiting does not come from its answer
    }
    m_end.start(drain + kAfterDrain);
    m_host.stop(drain);
}

} // namespace app
