#include "test_request.h"

#include "gateway/core/json/sentence_json.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"
#include "ui/models/providers/known_models.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>

#include <algorithm>
#include <chrono>

namespace ui::pages {

namespace {

constexpr int kSilence_ms = 120000; // the gateway times out earlier
constexpr int kMostTokens = 200;
constexpr qsizetype kLongestError = 65536;
constexpr int kFirstErrorStatus = 400;
constexpr char kDemoModel[] = "demo";

void addOnce(QStringList& names, const QString& name)
{
    if (!names.contains(name))
        names.append(name);
}

/// Names that can be requested: a route's label may be a pattern, or the first of several names.
std::vector<std::string> namesOf(const models::Serving& serving, const std::vector<gateway::config::RouteSettings>& routes)
{
    const auto route = std::ranges::find(routes, serving.route, &gateway::config::RouteSettings::id);
    if (serving.route.empty() || route == routes.end() || route->match.models.empty()) return {serving.alias};
    std::vector<std::string> names;
    for (const gateway::config::TextMatch& model : route->match.models) {
        if (model.kind == gateway::config::TextMatch::Kind::Exact) names.push_back(model.text);
    }
    return names;
}

/// A model to try: the first of its configuration; else the first of the catalog that it lists, or that it lists at
/// all. Empty: none is known.
std::string suggestedModel(const gateway::config::ProviderSettings& settings, const models::Providers& providers)
{
    const models::KnownModels known = models::knownModels(settings, providers);
    const auto isKnown = [&](const auto& model) { return std::ranges::find(known.names, model.id) != known.names.end(); };
    const models::CatalogSource catalog = providers.catalog();
    const auto best = catalog.models ? catalog.models(settings.type) : std::span<const gateway::providers::CatalogModel>();
    if (const auto first = std::ranges::find_if(best, isKnown); known.origin == models::KnownModels::Origin::Listed && first != best.end())
        return std::string(first->id);
    return known.names.empty() ? std::string() : known.names.front();
}

/// A name of the demo's own configuration.
bool isOfDemo(const QString& model)
{
    const auto demo = gateway::config::demoSettings();
    const auto isNamed = [&](const auto& one) { return one.id == model.toStdString(); }; // the provider's model has its name
    return std::ranges::any_of(demo.providers, isNamed) || std::ranges::any_of(demo.routes, isNamed);
}

/// `mostTokens`: 0 means no limit.
QByteArray bodyFor(const QString& model, const std::vector<ChatLine>& lines, int mostTokens)
{
    QJsonArray messages;
    for (const ChatLine& line : lines)
        messages.append(QJsonObject{{QStringLiteral("role"), line.role}, {QStringLiteral("content"), line.text}});
    QJsonObject body{
        {QStringLiteral("model"), model},
        {QStringLiteral("messages"), messages},
        {QStringLiteral("stream"), true},
        {QStringLiteral("stream_options"), QJsonObject{{QStringLiteral("include_usage"), true}}},
    };
    if (mostTokens > 0)
        body[QLatin1StringView("max_tokens")] = mostTokens;
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

gateway::Milliseconds sinceStart(const QElapsedTimer& time) { return gateway::Milliseconds{time.elapsed()}; }

} // namespace

QStringList testModels(const models::GatewayModel& model, const models::GatewayParts<models::Configuration, models::Providers>& access)
{
    QStringList names;
    const auto& providers = access.configuration().settings().providers;
    const bool hasDemo = std::any_of(providers.begin(), providers.end(), [](const auto& provider) { return provider.enabled && provider.type == kDemoModel; });
    if (hasDemo) names.append(QString::fromLatin1(kDemoModel));
    bool hasReal = false;
    for (const models::Serving& serving : model.servingRows()) {
        if (serving.provider.empty()) continue;
        for (const std::string& name : namesOf(serving, access.configuration().settings().routes)) addOnce(names, QString::fromStdString(name));
    }
    for (const auto& status : access.providers().providers()) {
        const auto* settings = access.configuration().settings().provider(status.id);
        if (status.health != gateway::host::ProviderHealth::Ready || !settings || settings->type == kDemoModel) continue;
        hasReal = true;
        if (const std::string name = suggestedModel(*settings, access.providers()); !name.empty()) addOnce(names, QString::fromStdString(status.id + '/' + name));
    }
    if (hasReal) std::stable_partition(names.begin(), names.end(), [](const QString& name) { return !isOfDemo(name); });
    return names;
}

QNetworkRequest ownRequest(const models::GatewayParts<models::GatewayControl>& access, const QUrl& base, const QString& path)
{
    QUrl url = base;
    url.setPath(url.path() + path);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Signalbox"));
    request.setRawHeader("authorization", "Bearer " + QByteArray::fromStdString(access.control().ownKey().reveal()));
    return request;
}

void keepHere(QNetworkAccessManager& network)
{
    network.setProxy(QNetworkProxy::NoProxy);
    network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

TestRequest::TestRequest(const Access& access, QObject* parent) : QObject(parent), m_access(access), m_network(new QNetworkAccessManager(this))
{
    keepHere(*m_network);
}

TestRequest::~TestRequest() { cancel(); }

void TestRequest::send(const QUrl& base, const QString& model, const QString& message)
{
    post(base, bodyFor(model, {{QStringLiteral("user"), message}}, kMostTokens));
}

void TestRequest::sendTalk(const QUrl& base, const QString& model, const std::vector<ChatLine>& lines) { post(base, bodyFor(model, lines, 0)); }

void TestRequest::post(const QUrl& base, const QByteArray& body)
{
    cancel();
    m_facts = {};
    m_line.clear();
    QNetworkRequest request = ownRequest(m_access, base, QStringLiteral("/chat/completions"));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("accept", "text/event-stream");
    request.setRawHeader(gateway::json::kSentenceHeader, "1");
    request.setTransferTimeout(kSilence_ms);
    m_time.start();
    m_reply = m_network->post(request, body);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &TestRequest::readHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &TestRequest::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &TestRequest::end);
}

void TestRequest::cancel()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void TestRequest::release()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_network->setParent(QCoreApplication::instance());
    connect(m_reply, &QNetworkReply::finished, m_network, &QObject::deleteLater);
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, m_network, &QObject::deleteLater); // not after the application
    m_reply = nullptr;
    m_network = new QNetworkAccessManager(this);
    keepHere(*m_network);
}

void TestRequest::readHeaders()
{
    const auto header = [this](const char* name) { return QString::fromUtf8(m_reply->rawHeader(name)); };
    m_facts.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_facts.route = header("x-signalbox-route");
    m_facts.provider = header("x-signalbox-provider");
    m_facts.model = header("x-signalbox-model");
    m_facts.requestId = header("x-signalbox-request-id");
    m_facts.attempts = header("x-signalbox-attempts").toInt();
    m_facts.errorCode = header("x-signalbox-error");
    bool isNumber = false;
    // Source: RFC 9110 §10.2.3; the gateway sends seconds, never a date.
    const int retryAfter_s = m_reply->rawHeader("retry-after").toInt(&isNumber);
    if (isNumber)
        m_facts.retryAfter = std::chrono::seconds(retryAfter_s);
    Q_EMIT answering();
}

void TestRequest::readBody()
{
    if (m_facts.status >= kFirstErrorStatus)
        return; // processed as a whole at its end
    m_line += m_reply->readAll();
    qsizetype end = 0;
    while ((end = m_line.indexOf('\n')) >= 0) {
        readLine(m_line.left(end).trimmed());
        m_line.remove(0, end + 1);
    }
}

void TestRequest::readLine(const QByteArray& line)
{
    // Source: HTML Living Standard, server-sent events; comments and other fields are irrelevant here.
    if (!line.startsWith("data:"))
        return;
    const QByteArray data = line.mid(5).trimmed();
    const QJsonObject event = QJsonDocument::fromJson(data).object();
    if (event.contains(QStringLiteral("error")))
        return readError(data);
    const QJsonObject usage = event[QLatin1StringView("usage")].toObject();
    if (!usage.isEmpty()) {
        m_facts.inputTokens = usage[QLatin1StringView("prompt_tokens")].toInteger();
        m_facts.outputTokens = usage[QLatin1StringView("completion_tokens")].toInteger();
    }
    const QJsonObject delta = event[QLatin1StringView("choices")].toArray().at(0).toObject()[QLatin1StringView("delta")].toObject();
    const QString text = delta[QLatin1StringView("content")].toString();
    const bool isReasoning = !delta[QLatin1StringView("reasoning_content")].toString().isEmpty();
    if ((!text.isEmpty() || isReasoning) && m_facts.firstToken.count() < 0)
        m_facts.firstToken = sinceStart(m_time);
    if (!text.isEmpty())
        Q_EMIT textAdded(text);
}

void TestRequest::readError(const QByteArray& body)
{
    const QJsonObject error = QJsonDocument::fromJson(body).object()[QLatin1StringView("error")].toObject();
    if (const auto sentence = gateway::parseJson(m_reply ? m_reply->rawHeader(gateway::json::kSentenceHeader).toStdString() : std::string()))
        m_facts.error = gateway::json::sentenceIn(*sentence);
    if (m_facts.error.isEmpty())
        m_facts.error = gateway::asIs(error[QLatin1StringView("message")].toString().toStdString());
    if (m_facts.errorCode.isEmpty())
        m_facts.errorCode = error[QLatin1StringView("code")].toString();
    if (m_facts.errorCode.isEmpty())
        m_facts.errorCode = QStringLiteral("unknown");
}

void TestRequest::end()
{
    QNetworkReply* reply = m_reply;
    m_facts.total = sinceStart(m_time);
    if (m_facts.status >= kFirstErrorStatus)
        readError(reply->read(kLongestError));
    else if (reply->error() != QNetworkReply::NoError && m_facts.errorCode.isEmpty())
        m_facts.errorCode = m_facts.status == 0 ? QStringLiteral("unreachable") : QStringLiteral("stream_interrupted");
    if (!m_facts.errorCode.isEmpty() && m_facts.error.isEmpty())
        m_facts.error = gateway::asIs(reply->errorString().toStdString());
    reply->deleteLater();
    m_reply = nullptr;
    Q_EMIT finished();
}

} // namespace ui::pages
