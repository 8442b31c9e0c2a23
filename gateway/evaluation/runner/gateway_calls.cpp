#include "gateway_calls.h"

#include "gateway/core/error.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/sentence_json.h"
#include "gateway/core/text/bytes.h"
#include "gateway/core/text/sse.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::evaluation {

namespace {

constexpr int kSilence_ms = 15 * 60 * 1000; // the gateway times out earlier
constexpr int kFirstErrorStatus = 400;
constexpr int kFirstServerError = 500;
constexpr int kTooManyRequests = 429;
constexpr int kRequestTimeout = 408;
constexpr qint64 kLongestErrorBody = 64 * 1024;
constexpr qint64 kLongestVectorBody = 8 * 1024 * 1024;
constexpr std::size_t kLongestMessage = 1000;
/// Qt opens at most so many connections to a host for each manager, and queues further requests, which would count as
/// latency.
constexpr int kMostConnections = 6;

std::string headerText(const QNetworkReply& reply, const char* name) { return reply.rawHeader(name).toStdString(); }

std::string codeText(std::string_view code) { return std::string(code); }

/// The code of an error in OpenAI's shape, which some providers write as a number; may be empty.
std::string codeIn(const Json& error)
{
    const Json& code = json::fieldOf(error, "code");
    return code.is_number() ? toText(code) : json::textOf(error, "code");
}

} // namespace

/// One request under way.
class GatewayCalls::Call {
public:
    Call(quint64 number, std::size_t usedNetwork, bool isForChat, const Clock& usedClock, CallDone whenDone)
        : id(number)
        , network(usedNetwork)
        , isChat(isForChat)
        , startedAt(usedClock.now())
        , clock(usedClock)
        , done(std::move(whenDone))
    {
    }

    void readHead();
    void readBody();
    /// The result, once the reply has finished.
    CallResult finish();

    quint64 id;
    std::size_t network;
    bool isChat;
    TimePoint startedAt;
    const Clock& clock;
    CallDone done;
    QNetworkReply* reply = nullptr; // child of its manager

private:
    void readEvents();
    void readEvent(const SseReader::Event& event);
    void readChoice(const Json& choice);
    void addText(const std::string& text);
    void readUsage(const Json& usage);
    void readError(const Json& body);
    void readWholeError();
    void readVector();
    void fail(std::string code, Sentence message);

    CallResult m_result;
    Sentence m_said; // the gateway's own message, if it sent one
    SseReader m_events;
    bool m_isComplete = false; // the stream ended properly
    bool m_isTooLong = false;
    bool m_shouldNotRetry = false;
};

void GatewayCalls::Call::readHead()
{
    m_result.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_result.exchange = headerText(*reply, "x-signalbox-request-id");
    m_result.errorCode = headerText(*reply, "x-signalbox-error");
    m_result.attempts = reply->rawHeader("x-signalbox-attempts").toInt();
    if (const auto said = parseJson(headerText(*reply, json::kSentenceHeader)))
        m_said = json::sentenceIn(*said);
    m_shouldNotRetry = reply->rawHeader("x-should-retry") == "false";
    bool isNumber = false;
    // Source: RFC 9110 §10.2.3; the gateway sends seconds, never a date.
    const int retryAfter_s = reply->rawHeader("retry-after").toInt(&isNumber);
    if (isNumber && retryAfter_s > 0)
        m_result.retryAfter = std::chrono::seconds(retryAfter_s);
}

void GatewayCalls::Call::readBody()
{
    if (m_result.status >= kFirstErrorStatus || !isChat) {
        if (reply->bytesAvailable() > (isChat ? kLongestErrorBody : kLongestVectorBody)) {
            m_isTooLong = true;
            reply->abort();
        }
        return; // read as a whole at its end
    }
    readEvents();
    if (m_isTooLong)
        reply->abort();
}

void GatewayCalls::Call::readEvents()
{
    const QByteArray piece = reply->readAll();
    m_events.feed(viewOf(piece));
    SseReader::Event event;
    while (!m_isTooLong && m_events.next(event))
        readEvent(event);
    m_isTooLong = m_isTooLong || m_events.overflowed();
}

void GatewayCalls::Call::readEvent(const SseReader::Event& event)
{
    if (event.data.empty())
        return;
    if (event.data == "[DONE]") {
        m_isComplete = true;
        return;
    }
    const auto chunk = parseJson(event.data);
    if (!chunk)
        return;
    if (json::findField(*chunk, "error"))
        return readError(*chunk);
    readUsage(json::objectOf(*chunk, "usage"));
    for (const Json& choice : json::listOf(*chunk, "choices"))
        readChoice(choice);
}

void GatewayCalls::Call::readChoice(const Json& choice)
{
    const Json& delta = json::objectOf(choice, "delta");
    const bool isReasoning = !json::textOf(delta, "reasoning_content").empty();
    for (const char* const field : {"content", "refusal"})
        addText(json::textOf(delta, field));
    if (isReasoning && !m_result.firstToken)
        m_result.firstToken = std::chrono::duration_cast<Milliseconds>(clock.now() - startedAt);
    const std::string& reason = json::textOf(choice, "finish_reason");
    m_isComplete = m_isComplete || !reason.empty();
    m_result.isCutOff = m_result.isCutOff || reason == "length";
}

void GatewayCalls::Call::addText(const std::string& text)
{
    if (text.empty())
        return;
    if (!m_result.firstToken)
        m_result.firstToken = std::chrono::duration_cast<Milliseconds>(clock.now() - startedAt);
    m_isTooLong = m_isTooLong || m_result.text.size() + text.size() > kLongestAnswer;
    if (!m_isTooLong)
        m_result.text += text;
}

void GatewayCalls::Call::readUsage(const Json& usage)
{
    if (const auto tokens = json::tokensOf(usage, "prompt_tokens"))
        m_result.inputTokens = tokens;
    if (const auto tokens = json::tokensOf(usage, "completion_tokens"))
        m_result.outputTokens = tokens;
}

/// Only the first error counts. The code of the header is from the contract, that of the body may be an upstream's.
void GatewayCalls::Call::readError(const Json& body)
{
    const Json& error = json::objectOf(body, "error");
    fail(codeIn(error), m_said.isEmpty() ? asIs(json::textOf(error, "message")) : m_said);
}

void GatewayCalls::Call::readWholeError()
{
    const QByteArray bytes = reply->read(kLongestErrorBody);
    if (const auto body = parseJson(viewOf(bytes)))
        readError(*body);
    fail(kUnknownError, {QT_TRANSLATE_NOOP("Error", "HTTP status %1"), {std::to_string(m_result.status)}});
}

void GatewayCalls::Call::readVector()
{
    const QByteArray bytes = reply->readAll();
    const auto body = parseJson(viewOf(bytes));
    const Json& data = body ? json::listOf(*body, "data") : Json::array();
    const Json& numbers = data.empty() ? Json::array() : json::listOf(data.front(), "embedding");
    for (const Json& number : numbers)
        if (number.is_number())
            m_result.vector.push_back(number.get<float>());
    if (m_result.vector.empty() || m_result.vector.size() != numbers.size())
        fail(codeText(errorInfo(ErrorKind::UpstreamProtocolError).code), QT_TRANSLATE_NOOP("Error", "the answer contains no embedding"));
    else if (body)
        readUsage(json::objectOf(*body, "usage"));
}

void GatewayCalls::Call::fail(std::string code, Sentence message)
{
    if (m_result.errorCode.empty())
        m_result.errorCode = code.empty() ? kUnknownError : std::move(code);
    if (!m_result.error.isEmpty())
        return;
    const std::string text = toText(message);
    m_result.error = text.size() <= kLongestMessage ? std::move(message) : asIs(text.substr(0, kLongestMessage));
}

CallResult GatewayCalls::Call::finish()
{
    m_result.latency = std::chrono::duration_cast<Milliseconds>(clock.now() - startedAt);
    if (isChat && m_result.status > 0 && m_result.status < kFirstErrorStatus && !m_isTooLong)
        readEvents();
    if (m_isTooLong) {
        fail(kAnswerTooLong, {QT_TRANSLATE_NOOP("Error", "the answer is longer than %1 bytes"), {std::to_string(kLongestAnswer)}});
    } else if (m_result.status == 0) {
        fail(kGatewayUnreachable, {QT_TRANSLATE_NOOP("Error", "the gateway did not respond: %1"), {reply->errorString().toStdString()}});
    } else if (m_result.status >= kFirstErrorStatus) {
        readWholeError();
    } else if (!isChat && reply->error() == QNetworkReply::NoError) {
        readVector();
    }
    if (m_result.isAnswered() && (reply->error() != QNetworkReply::NoError || (isChat && !m_isComplete)))
        fail(codeText(errorInfo(ErrorKind::StreamInterrupted).code), {QT_TRANSLATE_NOOP("Error", "the answer broke off: %1"), {reply->errorString().toStdString()}});
    if (!m_result.isAnswered()) {
        const int status = m_result.status;
        const bool isOfRequest = status >= kFirstErrorStatus && status < kFirstServerError && status != kTooManyRequests && status != kRequestTimeout;
        m_result.isRequestsFault = m_isTooLong || isOfRequest || m_shouldNotRetry;
        m_result.text.clear();
        m_result.vector.clear();
    }
    return std::move(m_result);
}

GatewayCalls::GatewayCalls(QUrl base, Secret key, QByteArray runId, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_base(std::move(base))
    , m_key(std::move(key))
    , m_runId(std::move(runId))
    , m_clock(clock)
{
}

GatewayCalls::~GatewayCalls() { cancelAll(); }

void GatewayCalls::chat(const ChatCall& call, CallDone done)
{
    Json body{{"model", call.model}, {"messages", call.messages}, {"stream", true}, {"stream_options", {{"include_usage", true}}}};
    if (call.temperature)
        body["temperature"] = *call.temperature;
    if (call.seed)
        body["seed"] = *call.seed;
    if (call.maxTokens)
        body["max_tokens"] = call.maxTokens->count;
    post(QStringLiteral("/chat/completions"), body, true, std::move(done));
}

void GatewayCalls::embed(const EmbeddingCall& call, CallDone done)
{
    const Json body{{"model", call.model}, {"input", call.text}, {"encoding_format", "float"}};
    post(QStringLiteral("/embeddings"), body, false, std::move(done));
}

void GatewayCalls::cancelAll()
{
    for (const std::unique_ptr<Call>& call : std::exchange(m_calls, {})) {
        --m_networks[call->network].calls;
        call->reply->disconnect(this);
        call->reply->abort();
        call->reply->deleteLater();
    }
}

QNetworkRequest GatewayCalls::requestTo(const QString& path) const
{
    QUrl url = m_base;
    url.setPath(url.path() + path);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Signalbox"));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("authorization", "Bearer " + QByteArray::fromStdString(m_key.reveal()));
    request.setRawHeader("x-signalbox-eval-run", m_runId);
    request.setRawHeader(json::kSentenceHeader, "1");
    request.setTransferTimeout(kSilence_ms);
    return request;
}

std::size_t GatewayCalls::freeNetwork()
{
    const auto isFree = [](const Network& network) { return network.calls < kMostConnections; };
    auto found = std::ranges::find_if(m_networks, isFree);
    if (found == m_networks.end()) {
        auto* const manager = new QNetworkAccessManager(this);
        manager->setProxy(QNetworkProxy::NoProxy);
        manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        found = m_networks.insert(m_networks.end(), Network{manager, 0});
    }
    return static_cast<std::size_t>(found - m_networks.begin());
}

void GatewayCalls::post(const QString& path, const Json& body, bool isChat, CallDone done)
{
    const std::size_t network = freeNetwork();
    ++m_networks[network].calls;
    Call* const call = m_calls.emplace_back(std::make_unique<Call>(++m_lastId, network, isChat, m_clock, std::move(done))).get();
    call->reply = m_networks[network].manager->post(requestTo(path), QByteArray::fromStdString(toText(body)));
    connect(call->reply, &QNetworkReply::metaDataChanged, this, [call] { call->readHead(); });
    connect(call->reply, &QNetworkReply::readyRead, this, [call] { call->readBody(); });
    connect(call->reply, &QNetworkReply::finished, this, [this, id = call->id] { ended(id); }, Qt::QueuedConnection); // may be emitted by abort()
}

void GatewayCalls::ended(quint64 id)
{
    const auto found = std::ranges::find_if(m_calls, [id](const std::unique_ptr<Call>& call) { return call->id == id; });
    if (found == m_calls.end())
        return; // cancelled meanwhile
    const std::unique_ptr<Call> last = std::move(*found);
    m_calls.erase(found);
    --m_networks[last->network].calls;
    CallResult result = last->finish();
    last->reply->disconnect(this);
    last->reply->deleteLater();
    last->done(std::move(result));
}

} // namespace gateway::evaluation
