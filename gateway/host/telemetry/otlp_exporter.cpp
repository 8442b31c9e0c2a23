#include "otlp_exporter.h"

#include "gzip.h"

#include "gateway/core/log.h"
#include "gateway/http/proxy/plain_proxy.h"
#include "gateway/http/proxy/system_proxy.h"
#include "gateway/http/tls/authority_file.h"
#include "gateway/usage/otlp/exchange_spans.h"
#include "gateway/usage/otlp/otlp_answer.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QSslError>

#include <algorithm>
#include <utility>

namespace gateway::host {

namespace {

constexpr const char* kTraces = "/v1/traces";
constexpr const char* kMetrics = "/v1/metrics";
constexpr Milliseconds kLeastDelay{1000}; // for a collector that requests short delays repeatedly
constexpr qint64 kMostAnswer = 64 * 1024; // bytes read of a response
constexpr int kFirstRefusal = 300;

/// A trace that the client does not sample is not exported. Source: W3C Trace Context §3.2.2.5.1, "sampled flag";
/// OpenTelemetry specification, "Trace SDK", ParentBased.
bool isSampled(const usage::ExchangeRecord& record) { return !record.trace || record.trace->isSampled(); }

/// With the remedy for an untrusted certificate: `ca_file` exists only for providers.
QString failureOf(const QNetworkReply& reply)
{
    const QString words = reply.errorString();
    return reply.error() == QNetworkReply::SslHandshakeFailedError ? words + QStringLiteral("; for a private certificate authority, set SSL_CERT_FILE") : words;
}

std::size_t spansIn(const usage::ExchangeRecord& record) { return record.attempts.size() + 1; }

} // namespace

OtlpExporter::OtlpExporter(Inputs inputs, QObject* parent) : QObject(parent), m_inputs(std::move(inputs))
{
    m_network.setProxyFactory(http::systemProxyFactory().release()); // takes ownership
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::CoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_areFiguresDue = m_hasFigures;
        sendNext();
    });
}

OtlpExporter::~OtlpExporter()
{
    if (m_reply)
        m_reply->disconnect(this);
}

void OtlpExporter::use(OtlpOptions options) { m_options = std::move(options); }

void OtlpExporter::take(const usage::RecordBatch& records)
{
    std::size_t lost = 0;
    for (const auto& record : records) {
        if (!m_options.traces)
            break;
        if (!isSampled(*record))
            continue;
        if (m_waitingSpans + spansIn(*record) > kMaxSpans) {
            lost += spansIn(*record);
            continue;
        }
        m_waitingSpans += spansIn(*record);
        m_waiting.push_back(record);
    }
    if (lost > 0)
        drop(lost, "it accepts them too slowly");
    m_hasFigures = m_hasFigures || (m_options.metrics && !records.empty());
    arm();
}

void OtlpExporter::finish(std::function<void()> done)
{
    m_finished = std::move(done);
    m_timer.stop();
    m_areFiguresDue = m_hasFigures;
    if (!m_reply)
        sendNext();
}

void OtlpExporter::arm()
{
    if (m_reply || m_message || (m_waiting.empty() && !m_hasFigures))
        return;
    if (m_waitingSpans >= kBatch)
        sendNext();
    else if (!m_timer.isActive())
        m_timer.start(m_options.interval);
}

void OtlpExporter::sendNext()
{
    m_timer.stop();
    if (!m_message)
        m_message = nextMessage();
    if (m_message)
        post();
    else if (m_finished)
        std::exchange(m_finished, nullptr)();
}

std::optional<OtlpExporter::Message> OtlpExporter::nextMessage()
{
    if (!m_waiting.empty())
        return traces();
    if (m_areFiguresDue)
        return metrics();
    return std::nullopt;
}

OtlpExporter::Message OtlpExporter::traces()
{
    std::vector<usage::Span> spans;
    while (!m_waiting.empty() && (spans.empty() || spans.size() + spansIn(*m_waiting.front()) <= kBatch)) {
        const auto record = std::move(m_waiting.front());
        m_waiting.pop_front();
        std::ranges::move(usage::spansOf(*record, m_inputs.names), std::back_inserter(spans));
    }
    m_waitingSpans -= spans.size();
    return message(kTraces, usage::traceMessage(spans, {m_inputs.instanceId}, m_options.encoding), spans.size());
}

OtlpExporter::Message OtlpExporter::metrics()
{
    m_hasFigures = false;
    m_areFiguresDue = false;
    usage::Gauges gauges;
    gauges.inFlight = m_inputs.inFlight.load(std::memory_order_relaxed);
    gauges.startedAt = m_inputs.startedAt;
    return message(kMetrics,
        usage::metricMessage(m_inputs.book, gauges, std::chrono::system_clock::now(), {m_inputs.instanceId}, m_options.encoding), 0);
}

/// Compressed once, however often it is sent.
OtlpExporter::Message OtlpExporter::message(const char* path, const std::string& text, std::size_t spans) const
{
    QByteArray packed = m_options.isPacked ? gzipped(text) : QByteArray();
    const bool isPacked = !packed.isEmpty();
    return {path, isPacked ? std::move(packed) : QByteArray::fromStdString(text), spans, 0, isPacked};
}

void OtlpExporter::post()
{
    QUrl url = m_options.endpoint;
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + QLatin1String(m_message->path));
    QNetworkRequest request(url);
    const std::string_view type = usage::contentType(m_options.encoding);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray(type.data(), static_cast<qsizetype>(type.size())));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("signalbox/" SIGNALBOX_VERSION));
    for (const auto& [name, value] : m_options.headers)
        request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value.reveal()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(static_cast<int>(m_options.timeout.count()));
    const auto proxy = http::forwarderOf(url, std::nullopt);
    if (const QByteArray credentials = proxy ? http::proxyCredentials(*proxy) : QByteArray(); !credentials.isEmpty())
        request.setRawHeader("Proxy-Authorization", credentials);
    ++m_message->attempts;
    if (m_message->isPacked)
        request.setRawHeader("Content-Encoding", "gzip");
    m_reply = m_network.post(request, m_message->body);
    m_reply->setParent(this);
    QNetworkReply* const reply = m_reply;
    connect(reply, &QNetworkReply::sslErrors, reply, [reply](const QList<QSslError>& errors) {
        const auto trusted = QSslConfiguration::defaultConfiguration().caCertificates();
        reply->ignoreSslErrors(http::errorsOfPartialChain(errors, reply->sslConfiguration().peerCertificateChain(), trusted));
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        m_reply = nullptr;
        answered(*reply);
    });
}

void OtlpExporter::answered(QNetworkReply& reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 200 && status < kFirstRefusal)
        takeAnswer(reply);
    else if (status != 0 && !usage::isWorthRetry(status))
        drop(m_message->spans, "it answered " + std::to_string(status));
    else
        tryLater(status, reply.rawHeader("Retry-After"), failureOf(reply));
    if (m_message && m_timer.isActive())
        return; // sent again later
    m_message.reset();
    if (m_finished || m_waitingSpans >= kBatch || m_areFiguresDue)
        sendNext();
    else
        arm();
}

void OtlpExporter::takeAnswer(QNetworkReply& reply)
{
    const QByteArray body = reply.read(kMostAnswer);
    const auto rejection = usage::rejectionOf({body.constData(), static_cast<std::size_t>(body.size())},
        reply.rawHeader("Content-Type").toStdString());
    if (rejection.isEmpty()) {
        m_isDropLogged = false;
        return;
    }
    if (m_message->spans > 0)
        m_dropped += rejection.count;
    qCWarning(logUsage, "Collector %s rejected %lld of the items sent: %s",
        qUtf8Printable(m_options.endpoint.host()), static_cast<long long>(rejection.count), rejection.message.c_str());
}

void OtlpExporter::tryLater(int status, const QByteArray& retryAfter, const QString& why)
{
    const std::string reason = status == 0 ? why.toStdString() : "it answered " + std::to_string(status);
    const bool isLong = m_message->attempts >= kPatience;
    if (m_finished || (isLong && m_message->spans == 0)) {
        drop(m_message->spans, reason);
        return;
    }
    if (isLong)
        complain(reason);
    const double jitter = std::uniform_real_distribution<double>(0.8, 1.2)(m_random);
    const auto delay = usage::retryDelay(m_message->attempts, {retryAfter.constData(), static_cast<std::size_t>(retryAfter.size())}, jitter);
    m_timer.start(isLong ? std::max(delay, kLeastDelay) : delay);
}

void OtlpExporter::drop(std::size_t spans, const std::string& why)
{
    m_dropped += static_cast<std::int64_t>(spans);
    complain(why);
}

/// Reported once, until the collector accepts data again.
void OtlpExporter::complain(const std::string& why)
{
    if (std::exchange(m_isDropLogged, true))
        return;
    qCWarning(logUsage, "Traces and metrics cannot be sent to collector %s (%s): %lld spans dropped so far",
        qUtf8Printable(m_options.endpoint.host()), why.c_str(), static_cast<long long>(m_dropped));
}

} // namespace gateway::host
