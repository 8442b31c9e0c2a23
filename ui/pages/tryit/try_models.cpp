#include "try_models.h"

#include "ui/pages/test_request.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ui::pages {

namespace {

constexpr int kListSilence_ms = 20000; ///< a gateway may ask its providers first

} // namespace

TryModels::TryModels(const Access& access, QObject* parent) : QObject(parent), m_access(access) { keepHere(m_network); }

TryModels::~TryModels() { forget(); }

void TryModels::forget()
{
    if (!m_reply) return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void TryModels::ask(const QUrl& base)
{
    forget();
    QNetworkRequest request = ownRequest(m_access, base, QStringLiteral("/models"));
    request.setTransferTimeout(kListSilence_ms);
    m_reply = m_network.get(request);
    connect(m_reply, &QNetworkReply::finished, this, &TryModels::end);
}

void TryModels::end()
{
    QNetworkReply* const reply = m_reply;
    m_reply = nullptr;
    reply->deleteLater();
    if (reply->error() != QNetworkReply::NoError) return;
    // Source: OpenAI API reference, "List models".
    const QJsonArray data = QJsonDocument::fromJson(reply->readAll()).object()[QLatin1StringView("data")].toArray();
    QStringList names;
    for (const auto& model : data) names << model.toObject()[QLatin1StringView("id")].toString();
    names.removeAll(QString());
    names.removeDuplicates();
    if (!names.isEmpty()) Q_EMIT listed(names);
}

} // namespace ui::pages
