#include "catch.h"

#include "effort.h"
#include "encoder.h"
#include "process_figures.h"
#include "scenario.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <iostream>

// Malicious clients and providers: the gateway thread keeps serving others, and memory stays within its budget.

using namespace tests;

namespace {

constexpr std::size_t kMebi = 1024 * 1024;
constexpr long long kBudget_mb = 512;

// A step takes about 10 ms of processor time in a debug build, a megabyte of many values as a whole about a second.
constexpr double kLongestStep_ms = 500 * kPatience;
constexpr double kLongestHealth_ms = 5000 * kPatience;
constexpr int kPatience_ms = 60000;

/// What one connection repeats, as a client of the gateway or as its upstream.
struct Attack {
    std::string name;
    std::string request; ///< of a hostile client; it does not read the answer if `isDeaf`
    std::string answer = {}; ///< of a hostile upstream
    bool isTrickle = false; ///< sends one byte now and then
};

std::string post(const std::string& target, const std::string& headers, const std::string& body, bool hasLength = true)
{
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
        + (hasLength ? "Content-Length: " + std::to_string(body.size()) + "\r\n" : std::string()) + "\r\n" + body;
}

const std::string kChat = "/v1/chat/completions";
const std::string kMessages = "/v1/messages"; // to a target that speaks another format

std::string said(const std::string& text) { return R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":")" + text + "\"}]}"; }

std::string oneByteChunks(const std::string& body)
{
    std::string chunks;
    for (const char c : body)
        chunks.append("1;a=b\r\n").append(1, c).append("\r\n");
    return chunks + "0\r\n\r\n";
}

std::string answered(const std::string& headers, const std::string& body, bool hasLength = true)
{
    return "HTTP/1.1 200 OK\r\n" + headers + (hasLength ? "Content-Length: " + std::to_string(body.size()) + "\r\n" : std::string()) + "\r\n" + body;
}

std::string completion(const std::string& text)
{
    return R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":")" + text
        + R"("},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})";
}

std::string chunkOf(const std::string& text)
{
    return R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":")" + text + "\"}}]}\n\n";
}

std::string repeated(const std::string& text, std::size_t size)
{
    std::string all;
    while (all.size() < size)
        all += text;
    return all;
}

constexpr const char* kTypeOfJson = "Content-Type: application/json\r\n";
constexpr const char* kTypeOfEvents = "Content-Type: text/event-stream\r\n";
constexpr const char* kTypeOfChunks = "Transfer-Encoding: chunked\r\n";

std::vector<Attack> clientAttacks()
{
    std::vector<Attack> attacks;
    for (const char* const coding : {"gzip", "deflate", "br", "zstd"})
        attacks.push_back({std::string("bomb in ") + coding,
            post(kMessages, std::string("Content-Encoding: ") + coding + "\r\n", encoded(coding, said(std::string(60 * kMebi, ' '))))});
    attacks.push_back({"stacked codings", post(kMessages, "Content-Encoding: gzip, gzip\r\n", encoded("gzip", encoded("gzip", said(std::string(60 * kMebi, ' ')))))});
    std::string log;
    for (int i = 0; log.size() < 12 * kMebi; ++i)
        log += "request " + std::to_string(i * 7919 % 100'003) + " answered with 200 in 12 ms; ";
    attacks.push_back({"well packed log", post(kMessages, "Content-Encoding: gzip\r\n", encoded("gzip", said(log)))});
    attacks.push_back({"trickling uploads", post(kChat, "Content-Length: 60000000\r\n", "{", false), {}, true});
    attacks.push_back({"deep JSON", post(kMessages, "", R"({"model":"alias","max_tokens":9,"messages":)" + std::string(4 * kMebi, '['))});
    attacks.push_back({"many values", post(kMessages, "", R"({"model":"alias","max_tokens":9,"messages":[)" + repeated("{\"a\":1},", 6 * kMebi) + "1]}")});
    attacks.push_back({"huge strings", post(kMessages, "", said(std::string(24 * kMebi, 'o')))});
    attacks.push_back({"huge native strings", post(kChat, "", said(std::string(40 * kMebi, 'o')))});
    attacks.push_back({"one-byte chunks", post(kMessages, kTypeOfChunks, oneByteChunks(said(std::string(500'000, 'x'))), false)});
    attacks.push_back({"pipelined requests", repeated("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", 256 * 1024)});
    return attacks;
}

std::vector<Attack> upstreamAttacks()
{
    const std::string whole = post(kMessages, "", said("Hi"));
    const std::string stream = post(kMessages, "", R"({"model":"alias","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]})");
    const std::string passed = post(kChat, "", R"({"model":"alias","stream":true,"messages":[{"role":"user","content":"Hi"}]})");
    const std::string text(2 * kMebi, 'x');
    const std::string gzip = std::string(kTypeOfJson) + "Content-Encoding: gzip\r\n";
    const std::string gzipEvents = std::string(kTypeOfEvents) + "Content-Encoding: gzip\r\n";
    return {
        {"answer in one-byte chunks", whole, answered(std::string(kTypeOfJson) + kTypeOfChunks, oneByteChunks(completion(text)), false)},
        {"stream in one-byte chunks", stream, answered(std::string(kTypeOfEvents) + kTypeOfChunks, oneByteChunks(repeated(chunkOf("x"), kMebi)), false)},
        {"bomb in an answer", whole, answered(gzip, encoded("gzip", completion(std::string(60 * kMebi, 'x'))))},
        {"bomb in a stream", stream, answered(gzipEvents, encoded("gzip", repeated(chunkOf("x"), 60 * kMebi)))},
        {"bomb in a passed stream", passed, answered(gzipEvents, encoded("gzip", repeated(chunkOf("x"), 60 * kMebi)))},
        {"answer of 60 MiB", whole, answered(kTypeOfJson, completion(std::string(60 * kMebi, 'x')))},
        {"events of 12 MiB", stream, answered(kTypeOfEvents, chunkOf(std::string(12 * kMebi, 'x')) + chunkOf(std::string(12 * kMebi, 'y')))},
        {"tiny events", stream, answered(kTypeOfEvents, repeated("data: {}\n\n", 8 * kMebi))},
        {"deep JSON in an event", stream, answered(kTypeOfEvents, "data: {\"choices\":" + std::string(4 * kMebi, '[') + "\n\n")},
        {"deep JSON in an answer", whole, answered(kTypeOfJson, "{\"choices\":" + std::string(4 * kMebi, '[') + "}")},
    };
}

/// The results of `one` for 0 to `count` - 1, separated by commas.
template <class One> std::string listOf(int count, One one)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += (i > 0 ? "," : "") + one(std::to_string(i));
    return all;
}

/// `[[[]]]`, deeply nested.
std::string nests(int count) { return listOf(count, [](const std::string&) { return std::string(200, '[') + std::string(200, ']'); }); }

const std::string kResponses = "/v1/responses";
const std::string kVectors = "/api/embed"; // to a target that speaks another format
constexpr const char* kTalk = R"("max_tokens":9,"messages":[{"role":"user","content":"Hi"}])";

std::string asked(const std::string& target, const std::string& more) { return post(target, "", R"({"model":"alias",)" + more + "}"); }

/// Bodies below a megabyte with very many values.
std::vector<Attack> clientAttacksByValues()
{
    const std::string items = listOf(33'000, [](const std::string&) { return std::string(R"({"role":"user","content":"a"})"); });
    const std::string keys = listOf(80'000, [](const std::string& i) { return "\"k" + i + "\":1"; });
    const std::string numbers = listOf(240'000, [](const std::string&) { return std::string("1"); });
    const std::string names = listOf(12'000, [](const std::string& i) { return R"({"name":"tool)" + i + R"(","input_schema":{"type":"object"}})"; });
    const std::string functions = listOf(12'000, [](const std::string& i) { return R"({"type":"function","function":{"name":"tool)" + i + "\"}}"; });
    const std::string texts = listOf(200'000, [](const std::string&) { return std::string(R"("a")"); });
    const std::string messages = listOf(30'000, [](const std::string& i) { return std::string(i.back() % 2 == 0 ? R"({"role":"user","content":"a"})" : R"({"role":"assistant","content":"b"})"); });
    std::vector<Attack> attacks{
        {"many items", asked(kResponses, "\"input\":[" + items + "]")},
        {"many messages", asked(kMessages, "\"max_tokens\":9,\"messages\":[" + messages + "]")},
        {"many messages to be counted", asked(kMessages + "/count_tokens", "\"messages\":[" + messages + "]")},
        {"many tools", asked(kMessages, kTalk + (",\"tools\":[" + names + "]"))},
        {"many native tools", asked(kChat, kTalk + (",\"tools\":[" + functions + "]"))},
        {"many inputs of vectors", asked(kVectors, "\"input\":[" + texts + "]")},
        {"many nests", asked(kMessages, kTalk + (",\"x\":[" + nests(2000) + "]"))},
    };
    for (const std::string& target : {kMessages, kChat}) {
        attacks.push_back({"many keys to " + target, asked(target, kTalk + ("," + keys))});
        attacks.push_back({"many numbers to " + target, asked(target, kTalk + (",\"x\":[" + numbers + "]"))});
    }
    return attacks;
}

std::vector<Attack> upstreamAttacksByValues()
{
    const std::string calls = listOf(9000, [](const std::string& i) { return R"({"id":"call_)" + i + R"(","type":"function","function":{"name":"look","arguments":"{\"a\":1}"}})"; });
    const std::string called = answered(kTypeOfJson, R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[)"
        + calls + R"(]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})");
    std::string chunks;
    for (int i = 0; i < 9000; ++i)
        chunks += R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":)" + std::to_string(i)
            + R"(,"id":"call_)" + std::to_string(i) + R"(","type":"function","function":{"name":"look","arguments":"{}"}}]}}]})" "\n\n";
    chunks += R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]})" "\n\ndata: [DONE]\n\n";
    const std::string numbers = listOf(480'000, [](const std::string&) { return std::string("1"); });
    const std::string event = answered(kTypeOfEvents, R"(data: {"id":"c","choices":[{"index":0,"delta":{"content":"a","x":[)" + numbers + "]}}]}\n\n" + chunkOf("b"));
    const std::string vectors = answered(kTypeOfJson, R"({"object":"list","model":"m","data":[)"
        + listOf(64, [](const std::string& i) { return R"({"object":"embedding","index":)" + i + R"(,"embedding":[)" + listOf(3072, [](const std::string&) { return std::string("0.1"); }) + "]}"; })
        + R"(],"usage":{"prompt_tokens":1,"total_tokens":1}})");
    const std::string inputs = listOf(64, [](const std::string&) { return std::string(R"("a")"); });
    const std::string stream = std::string(R"("stream":true,)") + kTalk;
    return {
        {"many calls for responses", asked(kResponses, R"("input":"Hi")"), called},
        {"many calls for messages", asked(kMessages, kTalk), called},
        {"many calls as they are", asked(kChat, kTalk), called},
        {"many streamed calls for responses", asked(kResponses, R"("stream":true,"input":"Hi")"), answered(kTypeOfEvents, chunks)},
        {"many values in an event", asked(kMessages, stream), event},
        {"many values in a passed event", asked(kChat, stream), event},
        {"many values in an answer", asked(kMessages, kTalk), answered(kTypeOfJson, R"({"choices":[],"x":[)" + numbers + "]}")},
        {"many values in a passed answer", asked(kChat, kTalk), answered(kTypeOfJson, R"({"choices":[{"index":0,"message":{"content":"a"}}],"x":[)" + numbers + "]}")},
        {"many values in an error", asked(kMessages, kTalk), "HTTP/1.1 400 Bad Request\r\n" + answered(kTypeOfJson, R"({"error":{"message":"no","x":[)" + numbers + "]}}").substr(17)},
        {"many vectors", asked(kVectors, "\"input\":[" + inputs + "]"), vectors},
    };
}

/// An upstream that repeats the same answer as fast as it is read. Runs in the thread that creates it.
class Upstream final : public QTcpServer {
public:
    explicit Upstream(const std::string& answer) : m_answer(QByteArray::fromStdString(answer)) { REQUIRE(listen(QHostAddress::LocalHost)); }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto* const socket = new QTcpSocket(this);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            const QByteArray came = socket->readAll();
            if (came.contains("POST ") && socket->bytesToWrite() == 0)
                socket->write(m_answer);
        });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    QByteArray m_answer;
};

/// Clients that repeat the same request in a thread of their own, together with their upstream.
class Enemies final : public QThread {
public:
    Enemies(Attack attack, int count) : m_attack(std::move(attack)), m_count(count) { }
    ~Enemies() override
    {
        quit();
        wait();
    }

    /// Starts to listen as an upstream; returns the port.
    int open()
    {
        start();
        while (m_upstreamPort == 0)
            QThread::yieldCurrentThread();
        return m_upstreamPort;
    }
    void attack(int port) { m_port = port; }
    int answers() const { return m_answers; }
    std::string statuses() const { return m_last == 0 ? "-" : std::to_string(m_last); }

protected:
    void run() override
    {
        Upstream upstream(m_attack.answer);
        m_upstreamPort = upstream.serverPort();
        QTimer begin;
        QObject context;
        connect(&begin, &QTimer::timeout, &context, [&] {
            if (m_port == 0)
                return;
            begin.stop();
            for (int i = 0; i < m_count; ++i)
                connectOne(context);
        });
        begin.start(1);
        exec();
        for (QObject* const owner : {static_cast<QObject*>(&context), static_cast<QObject*>(&upstream)})
            for (QTcpSocket* const socket : owner->findChildren<QTcpSocket*>()) {
                socket->disconnect(); // no new connections
                socket->abort();
            }
    }

private:
    void connectOne(QObject& context)
    {
        auto* const socket = new QTcpSocket(&context);
        const auto say = [this, socket] { socket->write(m_request); };
        connect(socket, &QTcpSocket::connected, socket, say);
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket, say] {
            const QByteArray came = socket->readAll();
            if (const auto at = came.indexOf("HTTP/1.1 "); at >= 0) {
                ++m_answers;
                m_last = came.mid(at + 9, 3).toInt();
            }
            if (socket->bytesToWrite() == 0 && came.endsWith('}') && !m_attack.isTrickle)
                say();
        });
        connect(socket, &QTcpSocket::disconnected, socket, [this, socket, &context] {
            socket->deleteLater();
            QTimer::singleShot(20, &context, [this, &context] { connectOne(context); });
        });
        if (m_attack.isTrickle) {
            auto* const timer = new QTimer(socket);
            connect(timer, &QTimer::timeout, socket, [socket] { socket->write("x"); });
            timer->start(10);
        }
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(m_port.load()));
    }

    const Attack m_attack;
    const QByteArray m_request = QByteArray::fromStdString(m_attack.request);
    const int m_count;
    std::atomic<int> m_upstreamPort{0};
    std::atomic<int> m_port{0};
    std::atomic<int> m_answers{0};
    std::atomic<int> m_last{0};
};

struct Figures {
    double longestStep_ms = 0;
    double longestByClock_ms = 0;
    std::string what;
    double whole_ms = 0; ///< processor time of the program for one such exchange alone
    double usualHealth_ms = 0;
    double longestHealth_ms = 0;
    long long peak_mb = 0;
    int answers = 0;
    bool isAlive = true;
};

const std::string kSign = "Longest step: ";

/// What the gateway logged about its steps after `from`.
void takeSteps(const std::string& log, std::size_t from, Figures& figures)
{
    for (auto at = log.find(kSign, from); at != std::string::npos; at = log.find(kSign, at + 1)) {
        double used = 0;
        double byClock = 0;
        if (std::sscanf(log.c_str() + at + kSign.size(), "%lf ms of CPU time, %lf ms", &used, &byClock) == 2 && used > figures.longestStep_ms) {
            figures.longestStep_ms = used;
            figures.longestByClock_ms = byClock;
            const auto begin = log.find('(', at);
            figures.what = log.substr(begin, log.find(')', begin) + 1 - begin);
        }
    }
}

/// Makes steps until all earlier ones are logged. The first new line may have been on its way and lack the latest.
bool untilStepsAreLogged(const GatewayProcess& gateway)
{
    const std::string large = post(kMessages, "", R"({"model":"nobody","max_tokens":9,"messages":[)" + repeated(R"({"role":"user","content":"a"},)", kMebi / 4) + "1]}");
    const std::size_t from = gateway.log().size();
    return eventually([&] {
        HttpClient client(gateway.port());
        client.send(large);
        (void)client.readAnswer();
        const std::string log = gateway.log();
        const auto first = log.find(kSign, from);
        return first != std::string::npos && log.find(kSign, first + 1) != std::string::npos;
    });
}

/// The processor time that the program needs for one exchange of the attack: a step that did all of it would take as much.
double timeOfOne(const Attack& attack, const GatewayProcess& gateway)
{
    const double before = preciseProcessorTime_ms(gateway.pid());
    HttpClient client(gateway.port());
    client.send(attack.request);
    REQUIRE(client.readAnswer(false, kPatience_ms).status > 0);
    return preciseProcessorTime_ms(gateway.pid()) - before;
}

/// How long an attack lasts: that time, and until so many answers.
struct Extent {
    int time_ms = 0;
    int answers = 0;
};

Figures attacked(const Attack& attack, int count, const Extent& extent)
{
    Enemies enemies(attack, count);
    const int upstream = enemies.open();
    Json config = configuration({provider("up", "http://127.0.0.1:" + std::to_string(upstream) + "/v1", {kKeyReference})}, {route("alias", {target("up", "up-model", 0)})});
    config["log"] = {{"level", "warning"}, {"rooms", {{"loop", "debug"}}}};
    GatewayProcess gateway(withoutHealth(config), measured());
    REQUIRE(get(gateway.port(), "/health").status == 200);
    Figures figures;
    if (extent.answers > 0) {
        (void)timeOfOne(attack, gateway); // what only the first one does
        figures.whole_ms = timeOfOne(attack, gateway);
    }
    REQUIRE(untilStepsAreLogged(gateway));
    const std::size_t from = gateway.log().size();
    std::vector<double> healths;
    QElapsedTimer time;
    time.start();
    enemies.attack(gateway.port());
    do {
        QElapsedTimer one;
        one.start();
        figures.isAlive &= get(gateway.port(), "/health").status == 200;
        healths.push_back(static_cast<double>(one.nsecsElapsed()) / 1e6);
        figures.peak_mb = std::max(figures.peak_mb, residentKb(gateway.pid()) / 1024);
        pause(5);
    } while (time.elapsed() < extent.time_ms || (enemies.answers() < extent.answers && time.elapsed() < kPatience_ms));
    figures.answers = enemies.answers();
    enemies.quit();
    enemies.wait();
    (void)eventually([&] { return get(gateway.port(), "/health").status == 200; });
    REQUIRE(untilStepsAreLogged(gateway));
    takeSteps(gateway.log(), from, figures);
    std::sort(healths.begin(), healths.end());
    figures.usualHealth_ms = healths[healths.size() / 2];
    figures.longestHealth_ms = healths.back();
    std::cout << "  " << attack.name << ": longest step " << figures.longestStep_ms << " ms of processor time (" << figures.longestByClock_ms
              << " ms by the clock) " << figures.what << " of " << figures.whole_ms << " ms, /health " << figures.usualHealth_ms << " ms, at most "
              << figures.longestHealth_ms << " ms, memory " << figures.peak_mb << " MB, " << figures.answers << " answers, the last " << enemies.statuses() << '\n'
              << std::flush;
    return figures;
}

/// What holds on every machine, however busy.
void check(const Attack& attack, const Figures& figures)
{
    CAPTURE(attack.name, figures.what, figures.longestByClock_ms);
    CHECK(figures.isAlive);
    CHECK(figures.peak_mb <= kBudget_mb + 256); // the program itself, sockets and the buffers of two workers
}

/// A storm whose figures are times.
void checkStorm(const Attack& attack, int count, int time_ms)
{
    const Figures figures = attacked(attack, count, {.time_ms = time_ms});
    check(attack, figures);
    CAPTURE(attack.name, figures.what, figures.longestByClock_ms);
    CHECK(figures.longestStep_ms <= kLongestStep_ms);
    CHECK(figures.longestHealth_ms <= kLongestHealth_ms);
}

/// No step is a large part of an exchange: both figures are processor time, whatever else runs on the machine.
void checkSteps(Attack attack, int count)
{
    if (attack.answer.empty())
        attack.answer = answered(kTypeOfJson, completion("x"));
    const Figures figures = attacked(attack, count, {.answers = count});
    check(attack, figures);
    CAPTURE(attack.name, figures.what, figures.longestByClock_ms);
    CHECK(figures.answers >= count);
    CHECK(figures.longestStep_ms > 0);
    CHECK(figures.longestStep_ms <= figures.whole_ms / 4);
}

} // namespace

TEST_CASE("64 hostile clients of each kind do not block others", "[slow]")
{
    for (const Attack& attack : clientAttacks())
        checkStorm(attack, 64, 3000);
}

TEST_CASE("hostile providers do not block others", "[slow]")
{
    for (const Attack& attack : upstreamAttacks())
        checkStorm(attack, 64, 3000);
}

TEST_CASE("many values in less than a megabyte do not block others", "[slow]")
{
    const int count = GENERATE(filter([](int each) { return kSparing == 1 || each == 8; }, values({1, 8, 64})));
    std::cout << count << " clients\n";
    for (const Attack& attack : clientAttacksByValues())
        checkStorm(attack, count, 2000);
    for (const Attack& attack : upstreamAttacksByValues())
        checkStorm(attack, count, 2000);
}

TEST_CASE("a few clients and providers with many values do not block others")
{
    const std::string name = GENERATE("many items", "many native tools", "many inputs of vectors", "many calls for responses", "many values in an event");
    std::vector<Attack> attacks = clientAttacksByValues();
    for (const Attack& attack : upstreamAttacksByValues())
        attacks.push_back(attack);
    const auto attack = std::ranges::find(attacks, name, &Attack::name);
    REQUIRE(attack != attacks.end());
    checkSteps(*attack, 2);
}

TEST_CASE("a few hostile clients and providers do not block others")
{
    const std::string whole = post(kMessages, "", said("Hi"));
    const Attack attack = GENERATE_COPY(values<Attack>({
        {"bomb in gzip", post(kMessages, "Content-Encoding: gzip\r\n", encoded("gzip", said(std::string(60 * kMebi, ' '))))},
        {"answer in one-byte chunks", whole, answered(std::string(kTypeOfJson) + kTypeOfChunks, oneByteChunks(completion(std::string(500'000, 'x'))), false)},
    }));
    checkSteps(attack, 4);
}

TEST_CASE("translates large requests like small ones")
{
    struct Row {
        const char* type;
        const char* call; ///< that the upstream gets
        const char* target;
        std::string before;
        std::string behind;
    };
    const std::string calls = R"("}, {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"look","arguments":"{\"a\":1}"}}]},{"role":"tool","tool_call_id":"call_1","content":"found"}],"tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object","properties":{}}}}],"max_tokens":7})";
    const auto row = GENERATE_COPY(values<Row>({
        {"openai-compatible", "", "/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":")", "\"}]}"},
        {"openai-compatible", "", "/v1/messages", R"({"model":"alias","max_tokens":7,"messages":[{"role":"user","content":")", "\"}]}"},
        {"openai-compatible", "", "/v1/responses", R"({"model":"alias","input":")", "\"}"},
        {"anthropic-compatible", "POST /v1/messages", "/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":")", calls},
    }));
    CAPTURE(row.type, row.target);
    FakeUpstream upstream;
    if (*row.call)
        upstream.onCall(row.call, told("{}"));
    GatewayProcess gateway(withoutHealth(configuration({ofType(upstream, row.type)}, {route("alias", {target("up", "up-model", 0)})})), withKey());
    const auto sent = [&](const std::string& text, const char* coding) {
        const std::size_t from = upstream.allRequests().size();
        const std::string body = row.before + text + row.behind;
        HttpRequest request{.target = row.target, .body = coding ? encoded(coding, body) : body};
        if (coding)
            request.headers.emplace_back("Content-Encoding", coding);
        (void)exchange(gateway.port(), request);
        const auto came = upstream.allRequests(from);
        REQUIRE_FALSE(came.empty());
        std::string got = came.front().body;
        const auto at = got.find(text);
        REQUIRE(at != std::string::npos);
        return got.replace(at, text.size(), "THE TEXT");
    };
    const std::string small = sent("a small text", nullptr);
    CHECK(sent(std::string(300'000, 'x'), nullptr) == small); // translated by a worker
    CHECK(sent(std::string(1'200'000, 'y'), nullptr) == small); // parsed by a worker, too
    CHECK(sent(repeated("words that go on and on ", 300'000), "br") == small);
}

TEST_CASE("translates large answers like small ones")
{
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    FakeUpstream upstream;
    GatewayProcess gateway(withoutHealth(configuration({ofType(upstream, "openai-compatible")}, {route("alias", {target("up", "m", 0)})})), withKey());
    for (const std::size_t size : {100U, 400'000U, 5'000'000U}) {
        CAPTURE(size);
        const std::string text = repeated("\xe2\x82\xac words ", size);
        Behaviour behaviour = told(completion(text));
        if (isStream) {
            behaviour = {};
            behaviour.events = {chunkOf(text), R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})" "\n\n", "data: [DONE]\n\n"};
        }
        upstream.setDefault(behaviour);
        const auto answer = exchange(gateway.port(), {.target = kMessages,
            .body = R"({"model":"alias","max_tokens":9,"messages":[{"role":"user","content":"Hi"}])" + std::string(isStream ? R"(,"stream":true})" : "}")});
        REQUIRE(answer.status == 200);
        REQUIRE(answer.isComplete);
        if (!isStream) {
            const Json message = parsed(answer.body);
            CHECK((message["content"][0]["text"].get<std::string>() == text));
            CHECK(message["stop_reason"] == "end_turn");
            continue;
        }
        std::string said;
        for (const std::string& data : eventData(answer.body))
            if (const Json event = parsed(data); event["type"] == "content_block_delta")
                said += event["delta"]["text"].get<std::string>();
        CHECK((said == text)); // too long to be printed
        CHECK_THAT(answer.body, Catch::Contains("message_stop"));
    }
}

TEST_CASE("a client can return to a long response as to a short one")
{
    const bool isStream = GENERATE(false, true);
    const std::size_t size = GENERATE(100U, 400'000U);
    CAPTURE(isStream, size);
    FakeUpstream upstream;
    GatewayProcess gateway(withoutHealth(configuration({ofType(upstream, "openai-compatible")}, {route("alias", {target("up", "m", 0)})})), withKey());
    const std::string text = repeated("words ", size);
    Behaviour behaviour = told(completion(text));
    if (isStream) {
        behaviour = {};
        behaviour.events = {chunkOf(text), R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})" "\n\n", "data: [DONE]\n\n"};
    }
    upstream.setDefault(behaviour);
    const auto answer = exchange(gateway.port(), {.target = kResponses, .body = std::string(R"({"model":"alias","input":"Say it.")") + (isStream ? R"(,"stream":true})" : "}")});
    REQUIRE(answer.status == 200);
    const auto at = answer.body.find("\"resp_");
    REQUIRE(at != std::string::npos);
    const std::string id = answer.body.substr(at + 1, answer.body.find('"', at + 1) - at - 1);
    const auto kept = get(gateway.port(), kResponses + "/" + id);
    CHECK(kept.status == 200);
    CHECK((parsed(kept.body)["output"][0]["content"][0]["text"].get<std::string>() == text));
    upstream.setDefault(told(completion("Again.")));
    const auto next = exchange(gateway.port(), {.target = kResponses, .body = R"({"model":"alias","input":"Again.","previous_response_id":")" + id + "\"}"});
    CHECK(next.status == 200);
    const Json body = parsed(upstream.requests().back().body);
    REQUIRE(body["messages"].size() == 3);
    CHECK(body["messages"][0]["content"] == "Say it.");
    CHECK((body["messages"][1]["content"].get<std::string>() == text));
}

TEST_CASE("reports in every dialect that the memory for bodies is used up")
{
    struct Row {
        const char* target;
        std::string body;
        const char* sign; ///< of the dialect's own errors
    };
    const std::string text(300'000, 'x'); // a caller may hold 256 KiB
    const auto row = GENERATE_COPY(values<Row>({
        {"/v1/chat/completions", R"({"model":"alias","messages":[{"role":"user","content":")" + text + "\"}]}", R"("code":"overloaded_here")"},
        {"/v1/messages", said(text), R"({"type":"error","error":{)"},
        {"/v1beta/models/alias:generateContent", R"({"contents":[{"parts":[{"text":")" + text + "\"}]}]}", R"({"error":{"code":503)"},
        {"/api/chat", R"({"model":"alias","messages":[{"role":"user","content":")" + text + "\"}]}", R"({"error":")"},
    }));
    CAPTURE(row.target);
    FakeUpstream upstream;
    Json config = aliasConfiguration(upstream);
    config["listen"]["max_total_body_bytes"] = 1024 * 1024;
    GatewayProcess gateway(config, withKey());
    const auto answer = exchange(gateway.port(), {.target = row.target, .body = row.body});
    CHECK(answer.status == 503);
    CHECK(answer.headerOr("x-signalbox-error") == "overloaded_here");
    CHECK(answer.headerOr("Retry-After") == "5");
    CHECK_THAT(answer.body, Catch::Contains(row.sign) && Catch::Contains("listen.max_total_body_bytes"));
    CHECK(upstream.requests().empty());
    CHECK(chat(gateway.port(), ask("alias")).status == 200);
}
