#include "replay_dialog.h"

#include "ui/dialogs/form_grid.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/models/providers/known_models.h"
#include "ui/models/requests/request_curl.h"
#include "ui/widgets/searchable_box.h"
#include "ui/widgets/status_label.h"

#include <QComboBox>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QUrl>

namespace ui::pages {

using models::RequestCurl;

namespace {

constexpr int kMostSilence_ms = 120000; // the gateway times out earlier

} // namespace

ReplayDialog::ReplayDialog(const gateway::usage::ExchangeRecord& record, models::GatewayModel& model, const Access& access, QWidget* parent)
    : FormDialog(tr("Replay to another target"), tr("Send request"), parent), m_record(record), m_model(model), m_access(access), m_target(new QComboBox),
      m_status(new widgets::StatusLabel)
{
    setObjectName(QStringLiteral("replayDialog"));
    widgets::makeSearchable(*m_target);
    m_target->addItems(models::usableModels(access));
    m_target->setToolTip(tr("A provider and its model, or the name of a route; the rest of the request stays as it was"));
    form()->addRow(QStringLiteral("replayTarget"), tr("Target"), m_target);
    form()->addRow(QStringLiteral("replayStatus"), tr("Answer"), m_status);
    form()->setRowVisible(m_status, false);
    m_network.setProxy(QNetworkProxy::NoProxy); // only to this machine
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

ReplayDialog::~ReplayDialog()
{
    if (m_reply) m_reply->disconnect(this);
}

void ReplayDialog::save()
{
    clearProblems();
    const QString target = m_target->currentText().trimmed();
    const QStringList origins = m_model.baseUrls();
    const auto call = RequestCurl::replay(m_record, target);
    if (target.isEmpty() || !call) return showProblem(m_target, tr("Enter a model"), {});
    if (origins.isEmpty()) return showProblem(nullptr, tr("The gateway is not listening"), m_model.problem());
    QNetworkRequest request(QUrl(origins.front() + call->path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Signalbox"));
    request.setRawHeader("authorization", "Bearer " + QByteArray::fromStdString(m_access.control().ownKey().reveal())); // for settings that require keys
    if (!call->header.isEmpty()) request.setRawHeader(call->header, call->value);
    request.setTransferTimeout(kMostSilence_ms);
    m_reply = m_network.post(request, call->body);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] { m_reply->skip(m_reply->bytesAvailable()); }); // the ledger has the result
    connect(m_reply, &QNetworkReply::finished, this, &ReplayDialog::ended);
    setSaving(true);
    form()->setRowVisible(m_status, true);
    m_status->setStatus(look::Status::Busy, tr("Sending to %1").arg(target));
}

void ReplayDialog::ended()
{
    const QString id = QString::fromUtf8(m_reply->rawHeader("x-signalbox-request-id"));
    const QString problem = m_reply->errorString();
    m_reply->deleteLater();
    m_reply = nullptr;
    setSaving(false);
    form()->setRowVisible(m_status, false);
    if (id.isEmpty()) return showProblem(nullptr, tr("The gateway did not respond"), problem);
    Q_EMIT replayed(id);
    accept();
}

} // namespace ui::pages
