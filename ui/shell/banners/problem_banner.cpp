#include "problem_banner.h"

#include "ui/dialogs/program/port_dialog.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/words/port_words.h"

namespace ui::shell {

ProblemBanner::ProblemBanner(models::GatewayModel& model, const Access& access, QWidget* parent)
    : Banner(parent), m_model(model), m_access(access)
{
    connect(this, &Banner::actionChosen, this, &ProblemBanner::solve);
    connect(&m_model, &models::GatewayModel::headlineChanged, this, &ProblemBanner::refresh);
}

void ProblemBanner::refresh()
{
    const bool isError = m_model.statusName() == QLatin1StringView("error");
    if (isOnlyOfHttps()) return setMessage(look::Status::Warn, m_model.httpsProblem(), remedy());
    setMessage(isError ? look::Status::Error : look::Status::Warn, m_model.problem(), remedy());
}

QString ProblemBanner::remedy() const
{
    const gateway::host::Status& status = m_access.control().status();
    if (words::isPortTaken(status)) return tr("Solve…");
    if (status.isHung) return tr("Restart Signalbox");
    if (status.configNewer) return tr("Older versions…");
    return isOnlyOfLedger() ? tr("Show details") : tr("Open settings");
}

void ProblemBanner::solve()
{
    const gateway::host::Status& status = m_access.control().status();
    if (words::isPortTaken(status)) return solvePort();
    if (status.isHung) return Q_EMIT restartWanted();
    if (isOnlyOfHttps()) return Q_EMIT settingsWanted({}, !words::PortWords::besideHttpsPort(status).isEmpty() ? QStringLiteral("listen.https_port") : QStringLiteral("listen.tls.certificate"));
    if (status.configNewer) return Q_EMIT settingsWanted(QStringLiteral("data"));
    if (status.configInvalid) return Q_EMIT settingsWanted(QStringLiteral("json"));
    Q_EMIT settingsWanted(isOnlyOfLedger() ? QStringLiteral("doctor") : QString());
}

bool ProblemBanner::isOnlyOfHttps() const { return m_model.problem().isEmpty() && !m_model.httpsProblem().isEmpty(); }

bool ProblemBanner::isOnlyOfLedger() const
{
    const gateway::host::Status& status = m_access.control().status();
    return status.ledgerFails && !status.problem && !status.configInvalid;
}

void ProblemBanner::solvePort()
{
    auto* dialog = new dialogs::PortDialog(m_access, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace ui::shell
