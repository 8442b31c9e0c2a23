#include "exchange_parts.h"

#include "gateway/core/text/ascii.h"

#include "catch.h"

#include <chrono>

using namespace gateway;
using namespace gateway::exchange;
using Catch::Contains;
using config::FailureClass;

namespace {

/// A search among providers, on a route whose fallback settings are changed by `edit`.
struct SearchUnderTest : ExchangeParts {
    using Edit = void (*)(config::Settings&);

    explicit SearchUnderTest(std::vector<config::ProviderSettings> providers, Edit edit = [](config::Settings&) {})
        : ExchangeParts(edited(routedTo(std::move(providers)), edit))
    {
    }

private:
    static config::Settings edited(config::Settings settings, Edit edit)
    {
        for (config::ProviderSettings& provider : settings.providers)
            provider.timeouts = {.connect_ms = 20000, .firstByte_ms = 20000, .idle_ms = 20000, .total_ms = 20000};
        edit(settings);
        return settings;
    }
};

config::FallbackSettings& fallbackOf(config::Settings& settings) { return settings.routes.front().fallback; }

/// So short that a silent provider times out at the next tick of the timer wheel.
void giveUpSoon(config::Settings& settings)
{
    settings.providers.front().timeouts = {.connect_ms = 1, .firstByte_ms = 1, .idle_ms = 1, .total_ms = 1};
}

std::string answererOf(const Attempt* attempt) { return attempt ? attempt->aim().provider() : "nobody"; }

} // namespace

TEST_CASE("sends the request only to the first target while it answers")
{
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    SearchUnderTest exchange({providerOf("first", 1), providerOf("second")});
    exchange.upstreams.script("first", isStream ? wholeStream("Hello") : wholeReply("Hello"));
    exchange.ask(isStream ? askStream() : askWhole());
    const auto attempt = exchange.find();
    REQUIRE(attempt);
    CHECK(attempt->outcome().result == AttemptResult::Answer);
    CHECK(answererOf(attempt) == "first");
    REQUIRE(exchange.upstreams.count() == 1);
    CHECK_THAT(exchange.upstreams[0].sent(), Contains(R"("model":"m-first")"));
    CHECK_THAT(asciiLower(exchange.upstreams[0].sent()), Contains("authorization: bearer sk-first1"));
    CHECK(exchange.reasons() == std::vector<std::string>{"first: "});
    CHECK_FALSE(exchange.state.record->isFallback);
    CHECK(exchange.client.heads() == 0); // the relay shows the answer
}

TEST_CASE("falls back to the next target if the first fails before its first token")
{
    struct Row {
        const char* name;
        Reply reply;
        std::string reason;
        bool isForStreams = true;
        bool isForWhole = true;
    };
    const auto streams = [](std::deque<std::string> events, Reply::End end) { return streamReply(std::move(events), end); };
    const std::string error = R"(data: {"error":{"message":"It broke.","type":"server_error"}})" "\n\n";
    const auto row = GENERATE_COPY(values<Row>({
        {"cannot be reached", unreachable(), "unreachable, connection refused"},
        {"closes before the response head", {.status = 0, .end = Reply::End::Breaks}, "unreachable, connection closed before an answer was received"},
        {"is silent", silent(), "timeout, timeout: "},
        {"500", errorReply(500), "server_error, 500"},
        {"502", errorReply(502), "server_error, 502"},
        {"503", errorReply(503), "server_error, 503"},
        {"503, overloaded", errorReply(503, "The server is overloaded."), "overloaded, 503"},
        {"529", errorReply(529), "overloaded, 529"},
        {"429", errorReply(429), "rate_limited, 429"},
        {"429 with Retry-After", errorReply(429, "Too many requests.", "30"), "rate_limited, 429"},
        {"401", errorReply(401), "key_rejected, 401"},
        {"402", errorReply(402), "balance_gone, 402"},
        {"403", errorReply(403), "key_rejected, 403"},
        {"the model is missing", errorReply(404, "The model does not exist"), "model_missing, 404"},
        {"an error page", {.status = 500, .headers = {{"content-type", "text/html"}}, .pieces = {"<html>"}}, "server_error, 500"},
        {"redirects", {.status = 302, .headers = {{"location", "https://elsewhere.example/"}}}, "server_error, 302"},
        {"a status that HTTP does not know", {.status = 99}, "server_error, 99"},
        {"empty answer", wholeReply(""), "empty_answer, empty answer", false, true},
        {"not JSON", {.pieces = {"Hello"}}, "server_error, not valid JSON", false, true},
        {"truncated answer", {.pieces = {R"({"choices":[)"}, .end = Reply::End::Breaks}, "server_error, the connection was closed", false, true},
        {"an answer that stalls", {.pieces = {R"({"choices":[)"}, .end = Reply::End::Stalls}, "timeout, timeout: the answer", false, true},
        {"a stream that breaks off before its first token", streams({roleChunk()}, Reply::End::Breaks), "server_error, the connection was closed", true, false},
        {"a stream that stalls before its first token", streams({roleChunk()}, Reply::End::Stalls), "timeout, timeout: the first token", true, false},
        {"a stream that ends before it has started", streams({roleChunk()}, Reply::End::Complete), "server_error, ", true, false},
        {"a stream without text", streams({roleChunk(), finishChunk(), kDone}, Reply::End::Complete), "empty_answer, empty answer", true, false},
        {"an error in place of the first token", streams({roleChunk(), error}, Reply::End::Complete), "server_error, ", true, false},
    }));
    const bool isStream = GENERATE(false, true);
    CAPTURE(row.name, isStream);
    if (isStream ? !row.isForStreams : !row.isForWhole)
        return;
    SearchUnderTest exchange({providerOf("first"), providerOf("second")}, giveUpSoon);
    exchange.upstreams.script("first", row.reply);
    exchange.upstreams.script("second", isStream ? wholeStream("Hello") : wholeReply("Hello"));
    exchange.ask(isStream ? askStream() : askWhole());
    const auto attempt = exchange.find();
    CHECK(answererOf(attempt) == "second");
    CHECK(exchange.upstreams.hosts() == std::vector<std::string>{"first", "second"});
    CHECK(exchange.upstreams[0].isReleased());
    CHECK_THAT(exchange.upstreams[1].sent(), Contains(R"("model":"m-second")"));
    const auto reasons = exchange.reasons();
    REQUIRE(reasons.size() == 2);
    CHECK_THAT(reasons[0], Catch::StartsWith("first: " + row.reason));
    CHECK(reasons[1] == "second: ");
    CHECK(exchange.state.record->isFallback);
    CHECK(exchange.client.heads() == 0);
}

TEST_CASE("records the reasons of all attempts in order")
{
    SearchUnderTest exchange({providerOf("first"), providerOf("second"), providerOf("third"), providerOf("fourth")});
    exchange.upstreams.script("first", errorReply(500));
    exchange.upstreams.script("second", unreachable());
    exchange.upstreams.script("third", errorReply(429));
    exchange.upstreams.script("fourth", wholeReply("Hello"));
    exchange.ask(askWhole());
    CHECK(answererOf(exchange.find()) == "fourth");
    CHECK(exchange.reasons() == std::vector<std::string>{"first: server_error, 500", "second: unreachable, connection refused", "third: rate_limited, 429", "fourth: "});
}

TEST_CASE("shows a provider's error about the request unchanged and does not fall back")
{
    const int status = GENERATE(400, 413, 422);
    const bool isStream = GENERATE(false, true);
    CAPTURE(status, isStream);
    SearchUnderTest exchange({providerOf("first"), providerOf("second")});
    exchange.upstreams.script("first", errorReply(status, "The field is wrong."));
    exchange.ask(isStream ? askStream() : askWhole());
    const auto attempt = exchange.find();
    REQUIRE(attempt);
    CHECK(attempt->outcome().result == AttemptResult::Refusal);
    CHECK_THAT(std::string(attempt->reading().held().view()), Contains("The field is wrong."));
    CHECK(exchange.upstreams.count() == 1);
}

TEST_CASE("reports the most informative error when all targets fail")
{
    struct Row {
        const char* name;
        Reply first;
        Reply second;
        ErrorKind kind;
        int status;
        const char* words;
        int retryAfter_s = 0;
        const char* code = "";
    };
    const auto row = GENERATE(values<Row>({
        {"both fail: the last error", errorReply(500, "The first is down"), errorReply(503, "The second is down"), ErrorKind::UpstreamError, 503, "The second is down"},
        {"both rate limited: the earlier reset", errorReply(429, "Slow down", "40"), errorReply(429, "Slow down", "20"), ErrorKind::UpstreamRateLimited, 429, "Every target is rate-limited", 20},
        {"both rate limited, one with a reset time", errorReply(429), errorReply(429, "Slow down", "20"), ErrorKind::UpstreamRateLimited, 429, "Every target is rate-limited", 20},
        {"one rate limited", errorReply(429, "Slow down", "40"), errorReply(500, "It is down"), ErrorKind::UpstreamError, 500, "It is down"},
        {"both cannot be reached", unreachable(), unreachable(), ErrorKind::UpstreamUnreachable, 502, "\"second\""},
        {"a rejected key is no error of the request", errorReply(500, "It is down"), errorReply(401, "Bad key"), ErrorKind::UpstreamError, 500, "It is down"},
        {"both keys are refused", errorReply(401, "Bad key"), errorReply(401, "Bad key"), ErrorKind::NoUsableKey, 503, "refused its key"},
        {"both redirect", {.status = 302}, {.status = 307}, ErrorKind::UpstreamProtocolError, 502, "base_url"},
        {"neither answers in JSON", {.pieces = {"x"}}, {.pieces = {"y"}}, ErrorKind::UpstreamProtocolError, 502, "an answer that is not JSON"},
    }));
    CAPTURE(row.name);
    SearchUnderTest exchange({providerOf("first"), providerOf("second")});
    exchange.upstreams.script("first", row.first);
    exchange.upstreams.script("second", row.second);
    exchange.ask(askWhole());
    CHECK_FALSE(exchange.find());
    const Error& error = exchange.search->error();
    CAPTURE(error.text());
    CHECK(error.kind == row.kind);
    CHECK(error.httpStatus() == row.status);
    CHECK_THAT(error.text(), Contains(row.words));
    CHECK(error.retryAfter_s == row.retryAfter_s);
    CHECK(exchange.search->code() == row.code);
    CHECK(exchange.state.record->attempts.size() == 2);
}

TEST_CASE("shows the last provider's own error if the conversation is too long for every model")
{
    SearchUnderTest exchange({providerOf("first"), providerOf("second")}, [](config::Settings& settings) { fallbackOf(settings).on.push_back(FailureClass::ContextTooLong); });
    exchange.upstreams.script("first", errorReply(400, "This model's maximum context length is 5 tokens."));
    exchange.upstreams.script("second", errorReply(400, "The maximum context length is 9 tokens."));
    exchange.ask(askWhole());
    const auto attempt = exchange.find();
    REQUIRE(attempt);
    CHECK(answererOf(attempt) == "second");
    CHECK(attempt->outcome().result == AttemptResult::Failure);
    CHECK_THAT(std::string(attempt->reading().held().view()), Contains("9 tokens"));
}

TEST_CASE("shows an empty answer if no better one is left")
{
    enum class Case { OnlyTarget, LastOfTwo, NotInFallbackOn };
    const auto which = GENERATE(Case::OnlyTarget, Case::LastOfTwo, Case::NotInFallbackOn);
    CAPTURE(static_cast<int>(which));
    auto providers = which == Case::OnlyTarget ? std::vector{providerOf("first")} : std::vector{providerOf("first"), providerOf("second")};
    SearchUnderTest exchange(providers, which == Case::NotInFallbackOn ? [](config::Settings& settings) { fallbackOf(settings).on = {FailureClass::ServerError}; }
                                                                       : [](config::Settings&) {});
    exchange.upstreams.script("first", which == Case::LastOfTwo ? errorReply(500) : wholeReply(""));
    if (which == Case::LastOfTwo)
        exchange.upstreams.script("second", wholeReply(""));
    exchange.ask(askWhole());
    const auto attempt = exchange.find();
    REQUIRE(attempt);
    CHECK(attempt->outcome().result == AttemptResult::Empty);
    CHECK(answererOf(attempt) == (which == Case::LastOfTwo ? "second" : "first"));
}

TEST_CASE("falls back only for the failures that the route lists")
{
    struct Row {
        const char* name;
        SearchUnderTest::Edit edit;
        Reply reply;
        bool asksSecond;
    };
    const auto row = GENERATE(values<Row>({
        {"not listed", [](config::Settings& s) { fallbackOf(s).on = {FailureClass::RateLimited}; }, errorReply(500), false},
        {"listed", [](config::Settings& s) { fallbackOf(s).on = {FailureClass::RateLimited}; }, errorReply(429), true},
        {"a status", [](config::Settings& s) { fallbackOf(s).on = {}; fallbackOf(s).statuses = {418}; }, errorReply(418), true},
        {"another status", [](config::Settings& s) { fallbackOf(s).on = {}; fallbackOf(s).statuses = {418}; }, errorReply(500), false},
        {"one attempt", [](config::Settings& s) { fallbackOf(s).maxAttempts = 1; }, errorReply(500), false},
        {"unreachable is not listed", [](config::Settings& s) { fallbackOf(s).on = {FailureClass::ServerError}; }, unreachable(), false},
        {"failed within the limit", [](config::Settings& s) { fallbackOf(s).retryOnFailureWithin_ms = 20000; }, errorReply(500), true},
    }));
    CAPTURE(row.name);
    SearchUnderTest exchange({providerOf("first"), providerOf("second")}, row.edit);
    exchange.upstreams.script("first", row.reply);
    exchange.upstreams.script("second", wholeReply("Hello"));
    exchange.ask(askWhole());
    CHECK(answererOf(exchange.find()) == (row.asksSecond ? "second" : "nobody"));
    CHECK(exchange.upstreams.count() == (row.asksSecond ? 2 : 1));
}

TEST_CASE("tries the next key and then the next target after a rejected or rate limited key")
{
    const Reply refusal = GENERATE(values({errorReply(401), errorReply(402), errorReply(403), errorReply(429)}));
    const bool isNextWell = GENERATE(true, false);
    CAPTURE(refusal.status, isNextWell);
    SearchUnderTest exchange({providerOf("first", 2), providerOf("second", 1)});
    exchange.upstreams.script("first", refusal);
    exchange.upstreams.script("first", isNextWell ? wholeReply("Hello") : refusal);
    exchange.upstreams.script("second", wholeReply("Hello"));
    exchange.ask(askWhole());
    CHECK(answererOf(exchange.find()) == (isNextWell ? "first" : "second"));
    CHECK(exchange.upstreams.hosts() == (isNextWell ? std::vector<std::string>{"first", "first"} : std::vector<std::string>{"first", "first", "second"}));
    const auto keyIn = [](const ScriptedConnection& connection) { return connection.sent().find("sk-first1") != std::string::npos ? 1 : 2; };
    CHECK(keyIn(exchange.upstreams[0]) != keyIn(exchange.upstreams[1]));
    CHECK(exchange.state.record->isFallback == !isNextWell);
}

TEST_CASE("retries a target with the same key as often as the route allows")
{
    struct Row {
        const char* name;
        int failures;
        bool isAnswered;
    };
    const auto row = GENERATE(values<Row>({{"succeeds at once", 0, true}, {"at the first retry", 1, true}, {"at the last retry", 2, true}, {"retries exhausted", 3, false}}));
    CAPTURE(row.name);
    SearchUnderTest exchange({providerOf("first", 2)}, [](config::Settings& settings) {
        fallbackOf(settings).retries = 2;
        fallbackOf(settings).backoff_ms = 1;
        settings.providers.front().keyFailover.enabled = false;
    });
    for (int i = 0; i < row.failures; ++i)
        exchange.upstreams.script("first", errorReply(500));
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.ask(askWhole());
    CHECK(answererOf(exchange.find()) == (row.isAnswered ? "first" : "nobody"));
    REQUIRE(exchange.upstreams.count() == static_cast<std::size_t>(row.isAnswered ? row.failures + 1 : row.failures));
    for (std::size_t i = 1; i < exchange.upstreams.count(); ++i)
        CHECK(exchange.upstreams[i].sent().find("sk-first1") == exchange.upstreams[0].sent().find("sk-first1"));
}

TEST_CASE("does not wait for a retry that would exceed the deadline or the longest accepted wait")
{
    struct Row {
        const char* name;
        SearchUnderTest::Edit edit;
        Reply reply;
    };
    const auto row = GENERATE(values<Row>({
        {"Retry-After of the provider", [](config::Settings& s) { fallbackOf(s).retries = 1; fallbackOf(s).backoff_ms = 1; fallbackOf(s).deadline_ms = 5000; }, errorReply(503, "Busy", "9")},
        {"Retry-After of a rate limit", [](config::Settings& s) { fallbackOf(s).retries = 1; fallbackOf(s).backoff_ms = 1; fallbackOf(s).deadline_ms = 5000; }, errorReply(429, "Busy", "9")},
        {"the route's own backoff", [](config::Settings& s) { fallbackOf(s).retries = 20; fallbackOf(s).backoff_ms = 30000; fallbackOf(s).deadline_ms = 5000; }, errorReply(503)},
        {"Retry-After of ten minutes", [](config::Settings& s) { fallbackOf(s).retries = 1; fallbackOf(s).backoff_ms = 1; }, errorReply(503, "Busy", "600")},
        {"a rate limit of ten minutes", [](config::Settings& s) { fallbackOf(s).retries = 1; fallbackOf(s).backoff_ms = 1; }, errorReply(429, "Busy", "600")},
    }));
    const bool hasSecond = GENERATE(false, true);
    CAPTURE(row.name, hasSecond);
    SearchUnderTest exchange(hasSecond ? std::vector{providerOf("first"), providerOf("second")} : std::vector{providerOf("first")}, row.edit);
    exchange.upstreams.script("first", row.reply);
    exchange.upstreams.script("second", wholeReply("Hello"));
    exchange.ask(askWhole());
    Underway finding(exchange.search->find());
    CHECK(finding.isOver()); // without waiting
    CHECK(answererOf(finding.take()) == (hasSecond ? "second" : "nobody"));
    CHECK(exchange.upstreams.count() == (hasSecond ? 2 : 1));
}

TEST_CASE("waits for retries until the next wait would exceed the deadline")
{
    const bool hasSecond = GENERATE(false, true);
    const bool isStream = GENERATE(false, true);
    CAPTURE(hasSecond, isStream);
    static constexpr std::chrono::hours kSoFar{1};
    SearchUnderTest exchange(hasSecond ? std::vector{providerOf("first"), providerOf("second")} : std::vector{providerOf("first")}, [](config::Settings& settings) {
        fallbackOf(settings).retries = 20;
        fallbackOf(settings).backoff_ms = 1;
        fallbackOf(settings).deadline_ms = static_cast<int>(Milliseconds(kSoFar).count()) + 9500;
        settings.providers.front().keyFailover.enabled = false;
    });
    exchange.state.times.begun -= kSoFar; // 9.5 s are left
    for (int i = 0; i < 2; ++i)
        exchange.upstreams.script("first", errorReply(503)); // a wait of milliseconds
    exchange.upstreams.script("first", errorReply(503, "Busy", "10")); // the longest that is waited for
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("second", isStream ? wholeStream("Hello") : wholeReply("Hello"));
    exchange.ask(isStream ? askStream() : askWhole());
    CHECK(answererOf(exchange.find()) == (hasSecond ? "second" : "nobody"));
    CHECK(exchange.upstreams.count() == (hasSecond ? 4 : 3));
    CHECK(exchange.upstreams.hosts()[2] == "first");
}

TEST_CASE("waits for the only remaining target when its Retry-After is short")
{
    const int status = GENERATE(429, 503);
    CAPTURE(status);
    SearchUnderTest exchange({providerOf("first")}, [](config::Settings& settings) {
        fallbackOf(settings).retries = 1;
        fallbackOf(settings).backoff_ms = 1;
    });
    exchange.upstreams.script("first", errorReply(status, "Busy", "1"));
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.ask(askWhole());
    Underway finding(exchange.search->find());
    CHECK_FALSE(finding.isOver());
    CHECK(exchange.upstreams.count() == 1);
    exchange.clock.advance(std::chrono::seconds(2)); // its cooldown is over
    CHECK(answererOf(finding.take()) == "first");
    CHECK(exchange.upstreams.count() == 2);
}

TEST_CASE("gives a rejected key one trial per cooldown and doubles the cooldown")
{
    SearchUnderTest exchange({providerOf("first", 2)}, [](config::Settings& settings) { fallbackOf(settings).maxAttempts = 1000; }); // of all these requests
    std::size_t answered = 0;
    int refused = 0;
    const auto ask = [&](int times) {
        for (int i = 0; i < times; ++i) {
            for (int key = 0; key < 2; ++key)
                exchange.upstreams.script("first", silent());
            exchange.ask(askWhole());
            Underway finding(exchange.search->find());
            for (; !finding.isOver() && answered < exchange.upstreams.count(); ++answered) {
                const bool isRefused = exchange.upstreams[answered].sent().find("sk-first1") != std::string::npos;
                refused += isRefused ? 1 : 0;
                exchange.upstreams[answered].answer(isRefused ? errorReply(401) : wholeReply("Hello"));
            }
            CHECK(answererOf(finding.take()) == "first");
        }
        return refused;
    };
    CHECK(ask(100) == 3); // the threshold
    Milliseconds cooldown{5000};
    for (int trials = 1; trials <= 3; ++trials) {
        exchange.clock.advance(cooldown - Milliseconds(1));
        CHECK(ask(10) == 3 + trials - 1);
        exchange.clock.advance(Milliseconds(1));
        CHECK(ask(10) == 3 + trials);
        cooldown *= 2;
    }
}

TEST_CASE("skips a target during its cooldown and uses it again afterwards")
{
    struct Row {
        const char* name;
        Reply reply;
        const char* rests;
    };
    const auto row = GENERATE(values<Row>({{"a limit", errorReply(429, "Slow down", "30"), "upstream_rate_limited"}, {"a missing model", errorReply(404, "The model does not exist"), "no_usable_target"}}));
    CAPTURE(row.name);
    SearchUnderTest exchange({providerOf("first"), providerOf("second")});
    exchange.upstreams.script("first", row.reply);
    for (int i = 0; i < 2; ++i)
        exchange.upstreams.script("second", wholeReply("Hello"));
    exchange.ask(askWhole());
    CHECK(answererOf(exchange.find()) == "second");

    exchange.ask(askWhole()); // the next request
    CHECK(answererOf(exchange.find()) == "second");
    CHECK(exchange.upstreams.hosts() == std::vector<std::string>{"first", "second", "second"});
    exchange.search->notePassedOver();
    exchange.search->notePassedOver();
    REQUIRE(exchange.state.record->decisions.passedOver.size() == 1); // only once
    CHECK(exchange.state.record->decisions.passedOver[0].provider == "first");

    exchange.clock.advance(std::chrono::minutes(2));
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.ask(askWhole());
    CHECK(answererOf(exchange.find()) == "first");
}

TEST_CASE("tries a target in cooldown after failures if nothing else is left but not a rate limited one")
{
    struct Row {
        const char* name;
        Reply reply;
        bool isTried;
    };
    const auto row = GENERATE(values<Row>({{"failed", errorReply(404, "The model does not exist"), true}, {"limited", errorReply(429, "Slow down", "30"), false}}));
    CAPTURE(row.name);
    SearchUnderTest exchange({providerOf("first")});
    exchange.upstreams.script("first", row.reply);
    exchange.ask(askWhole());
    CHECK_FALSE(exchange.find());
    exchange.upstreams.script("first", wholeReply("Hello"));
    ExchangeParts& next = exchange;
    next.ask(askWhole());
    CHECK(answererOf(next.find()) == (row.isTried ? "first" : "nobody"));
    CHECK(exchange.upstreams.count() == (row.isTried ? 2 : 1));
}

TEST_CASE("stops trying targets once the client has disconnected")
{
    struct Row {
        const char* name;
        Reply reply;
        bool isStream;
    };
    const auto row = GENERATE(values<Row>({
        {"before the response head", silent(), true},
        {"before the first token", streamReply({roleChunk()}, Reply::End::Stalls), true},
        {"before the end of a complete answer", {.pieces = {R"({"choices":[)"}, .end = Reply::End::Stalls}, false},
        {"while waiting for a retry", errorReply(500), false},
    }));
    CAPTURE(row.name);
    SearchUnderTest exchange({providerOf("first"), providerOf("second")}, [](config::Settings& settings) { fallbackOf(settings).retries = 1; });
    exchange.upstreams.script("first", row.reply);
    exchange.ask(row.isStream ? askStream() : askWhole());
    {
        const Underway finding(exchange.search->find());
        CHECK_FALSE(finding.isOver());
    } // cancels the exchange
    exchange.search->end();
    exchange.search.reset();
    CHECK(exchange.upstreams[0].isReleased());
    exchange.upstreams[0].answer(errorReply(500));
    QCoreApplication::processEvents();
    CHECK(exchange.upstreams.count() == 1);
    CHECK(exchange.wheel.isEmpty());
    const auto reasons = exchange.reasons();
    CHECK(reasons == std::vector<std::string>{row.reply.status == 500 ? "first: server_error, 500" : "first: "}); // the other target is not blamed
}

TEST_CASE("the deadline bounds all attempts before the first token")
{
    SearchUnderTest exchange({providerOf("first"), providerOf("second")}, [](config::Settings& settings) { fallbackOf(settings).deadline_ms = 1; });
    exchange.upstreams.script("first", silent());
    exchange.ask(askStream());
    CHECK_FALSE(exchange.find());
    CHECK(exchange.search->error().kind == ErrorKind::UpstreamTimeout);
    CHECK(exchange.search->error().httpStatus() == 504);
    CHECK(exchange.upstreams.hosts() == std::vector<std::string>{"first"});
}

namespace {

/// Starts the next target in parallel at the next tick of the timer wheel.
void hedge(config::Settings& settings) { fallbackOf(settings).hedgeAfter_ms = 1; }

} // namespace

TEST_CASE("hedging uses the faster of two targets and cancels the other")
{
    const bool isStream = GENERATE(false, true);
    const bool isFirstQuicker = GENERATE(false, true);
    CAPTURE(isStream, isFirstQuicker);
    SearchUnderTest exchange({providerOf("first"), providerOf("second")}, hedge);
    exchange.upstreams.script("first", silent());
    exchange.upstreams.script("second", silent());
    exchange.ask(isStream ? askStream() : askWhole());
    Underway finding(exchange.search->find());
    REQUIRE(QTest::qWaitFor([&] { return exchange.upstreams.count() == 2; }, 20000));
    CHECK_FALSE(exchange.upstreams[0].isReleased());
    exchange.upstreams[isFirstQuicker ? 0 : 1].answer(isStream ? streamReply({roleChunk(), textChunk("Hello")}, Reply::End::Stalls) : wholeReply("Hello"));
    const auto attempt = finding.take();
    CHECK(answererOf(attempt) == (isFirstQuicker ? "first" : "second"));
    CHECK(exchange.upstreams[isFirstQuicker ? 1 : 0].isCancelled());
    CHECK_FALSE(exchange.upstreams[isFirstQuicker ? 0 : 1].isReleased());
    const std::vector<std::string> firstWins{"first: ", "second: another attempt answered first"};
    const std::vector<std::string> secondWins{"first: another attempt answered first", "second: "};
    CHECK(exchange.reasons() == (isFirstQuicker ? firstWins : secondWins));
}

TEST_CASE("does not hedge when the first target answers in time")
{
    SearchUnderTest exchange({providerOf("first"), providerOf("second")}, [](config::Settings& settings) { fallbackOf(settings).hedgeAfter_ms = 20000; });
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.ask(askWhole());
    CHECK(answererOf(exchange.find()) == "first");
    CHECK(exchange.upstreams.count() == 1);
}

TEST_CASE("a hedged request is decided by the target that is left")
{
    struct Row {
        const char* name;
        Reply quick;
        Reply slow;
        const char* shown;
        AttemptResult result;
    };
    const auto row = GENERATE(values<Row>({
        {"the faster one fails", errorReply(500), wholeReply("Hello"), "first", AttemptResult::Answer},
        {"a rejection waits for the target that may still answer", errorReply(400, "bad field"), wholeReply("Hello"), "first", AttemptResult::Answer},
        {"a rejection is shown if no target answers", errorReply(400, "bad field"), errorReply(500), "second", AttemptResult::Refusal},
        {"both fail and a third one answers", errorReply(500), errorReply(500), "third", AttemptResult::Answer},
    }));
    CAPTURE(row.name);
    SearchUnderTest exchange({providerOf("first", 2), providerOf("second", 2), providerOf("third")}, hedge);
    exchange.upstreams.script("first", silent());
    exchange.upstreams.script("second", row.quick);
    exchange.upstreams.script("third", wholeReply("Hello"));
    exchange.ask(askWhole());
    Underway finding(exchange.search->find());
    REQUIRE(QTest::qWaitFor([&] { return exchange.upstreams.count() == 2; }, 20000));
    CHECK_FALSE(finding.isOver());
    exchange.upstreams[0].answer(row.slow);
    const auto attempt = finding.take();
    CHECK(answererOf(attempt) == row.shown);
    REQUIRE(attempt);
    CHECK(attempt->outcome().result == row.result);
    CHECK(exchange.upstreams.count() == (std::string_view(row.shown) == "third" ? 3 : 2)); // other keys would fail as well
}

TEST_CASE("hedging uses another target rather than another key of the slow one")
{
    SearchUnderTest exchange({providerOf("first", 2), providerOf("second")}, hedge);
    exchange.upstreams.script("first", silent());
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("second", errorReply(429));
    exchange.ask(askWhole());
    Underway finding(exchange.search->find());
    REQUIRE(QTest::qWaitFor([&] { return exchange.upstreams.count() == 2; }, 20000));
    exchange.upstreams[0].answer(errorReply(429));
    CHECK(answererOf(finding.take()) == "first");
    CHECK(exchange.upstreams.hosts() == std::vector<std::string>{"first", "second", "first"});
}

TEST_CASE("comments keep a waiting stream alive but then provider errors cannot be passed through")
{
    const bool isStreamCommented = GENERATE(false, true);
    CAPTURE(isStreamCommented);
    SearchUnderTest exchange({providerOf("first")}, [](config::Settings& settings) { settings.listen.streamComment_ms = 1; });
    exchange.upstreams.script("first", silent());
    exchange.ask(askStream());
    if (isStreamCommented)
        exchange.reply.beginComments();
    Underway finding(exchange.search->find());
    if (isStreamCommented) {
        REQUIRE(QTest::qWaitFor([&] { return exchange.client.writes() >= 2; }, 20000));
        CHECK(exchange.client.heads() == 1);
        CHECK(exchange.client.status() == 200);
        CHECK(exchange.client.header("content-type") == "text/event-stream");
        CHECK(exchange.client.header("x-signalbox-provider").empty()); // still unknown
        CHECK_THAT(exchange.client.received(), Catch::StartsWith(": "));
    }
    exchange.upstreams[0].answer(errorReply(400, "bad field"));
    const auto attempt = finding.take();
    CHECK((attempt != nullptr) == !isStreamCommented);
    if (!attempt)
        CHECK_THAT(exchange.search->error().text(), Contains("bad field"));
}

TEST_CASE("joins several requests into one answer and fails them together")
{
    const bool isSecondWell = GENERATE(true, false);
    CAPTURE(isSecondWell);
    const auto message = [](const char* text) {
        return Reply{.pieces = {R"({"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":")" + std::string(text)
            + R"("}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":2}})"}};
    };
    SearchUnderTest exchange({providerOf("first", 0, "anthropic-compatible"), providerOf("second")});
    exchange.upstreams.script("first", message("One"));
    exchange.upstreams.script("first", isSecondWell ? message("Two") : errorReply(500));
    exchange.upstreams.script("second", wholeReply("Hello"));
    exchange.ask(askWhole(R"(,"n":2)"));
    const auto attempt = exchange.find();
    REQUIRE(attempt);
    CHECK(answererOf(attempt) == (isSecondWell ? "first" : "second"));
    if (isSecondWell)
        CHECK_THAT(std::string(attempt->reading().held().view()), Contains("One") && Contains("Two"));
    const std::vector<std::string> failed{"first: another request for the same answer failed", "first: server_error, 500", "second: "};
    CHECK(exchange.reasons() == (isSecondWell ? std::vector<std::string>{"first: ", "first: "} : failed));
}

namespace {

/// Reports that so many percent of a plan are used.
void usePlan(ExchangeParts& exchange, const std::string& provider, const std::string& key, double percent)
{
    providers::KeyMeter meter;
    meter.provider = provider;
    meter.key = key;
    const WallTime now = exchange.clock.wallNow();
    meter.windows = {{"5h", percent, now + std::chrono::hours(2)}};
    meter.windowsAsOf = now;
    exchange.services.keyMeters.takeWindows(meter, exchange.clock);
}

std::vector<std::string> skippedIn(ExchangeParts& exchange)
{
    exchange.search->notePassedOver();
    std::vector<std::string> skipped;
    for (const auto& each : exchange.state.record->decisions.passedOver)
        skipped.push_back(each.provider + '/' + each.key);
    return skipped;
}

} // namespace

TEST_CASE("a key whose plan is nearly used up comes after all others")
{
    struct Row {
        const char* name;
        std::optional<int> ofProvider;
        std::optional<int> ofRoute;
        double used;
        std::string answerer;
        std::vector<std::string> skipped;
    };
    const auto row = GENERATE(values<Row>({
        {"off", {}, {}, 100, "first", {}},
        {"below", 95, {}, 94.9, "first", {}},
        {"at it", 95, {}, 95, "second", {"first/first1"}},
        {"the route's replaces the provider's", 95, 80, 80, "second", {"first/first1"}},
        {"in both directions", 80, 95, 90, "first", {}},
        {"switched off by the route", 95, 0, 100, "first", {}},
        {"of the route alone", {}, 50, 60, "second", {"first/first1"}},
    }));
    CAPTURE(row.name);
    config::Settings settings = routedTo({providerOf("first", 1), providerOf("second", 1)});
    settings.providers.front().plan.avoidAt = row.ofProvider;
    settings.routes.front().fallback.avoidAt = row.ofRoute;
    ExchangeParts exchange(settings);
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("second", wholeReply("Hello"));
    usePlan(exchange, "first", "first1", row.used);
    exchange.ask(askWhole());
    CHECK(answererOf(exchange.find()) == row.answerer);
    CHECK(exchange.state.record->isFallback == (row.answerer == "second"));
    CHECK(skippedIn(exchange) == row.skipped);
    if (!row.skipped.empty())
        CHECK_THAT(toText(exchange.state.record->decisions.passedOver.front().why),
            Contains("Key \"first1\" of provider \"first\" has used") && Contains("percent of its plan (window 5h).") && Contains(" It resets at "));
}

TEST_CASE("another key of the provider is used before one whose plan is nearly used up")
{
    config::Settings settings = routedTo({providerOf("first", 2), providerOf("second", 1)});
    settings.providers.front().plan.avoidAt = 95;
    ExchangeParts exchange(settings);
    exchange.upstreams.script("first", wholeReply("Hello"));
    usePlan(exchange, "first", "first1", 99);
    exchange.ask(askWhole());
    const Attempt* const attempt = exchange.find();
    CHECK(answererOf(attempt) == "first");
    CHECK(attempt->aim().target.key->name == "first2");
    CHECK_FALSE(exchange.state.record->isFallback);
}

TEST_CASE("an avoided key is used where no other target can answer")
{
    config::Settings settings = routedTo({providerOf("first", 1), providerOf("second", 1)});
    for (config::ProviderSettings& provider : settings.providers)
        provider.plan.avoidAt = 95;
    SECTION("because the others fail")
    {
        ExchangeParts exchange(settings);
        exchange.upstreams.script("first", wholeReply("Hello"));
        exchange.upstreams.script("second", errorReply(503));
        usePlan(exchange, "first", "first1", 99);
        exchange.ask(askWhole());
        CHECK(answererOf(exchange.find()) == "first");
        CHECK(exchange.upstreams.count() == 2);
        CHECK(skippedIn(exchange) == std::vector<std::string>{"first/first1"}); // at first
    }
    SECTION("because all are avoided")
    {
        ExchangeParts exchange(settings);
        exchange.upstreams.script("first", wholeReply("Hello"));
        usePlan(exchange, "first", "first1", 99);
        usePlan(exchange, "second", "second1", 96);
        exchange.ask(askWhole());
        CHECK(answererOf(exchange.find()) == "first"); // in the usual order
        CHECK(skippedIn(exchange) == std::vector<std::string>{"second/second1"});
    }
    SECTION("but not during its cooldown")
    {
        ExchangeParts exchange(settings);
        exchange.upstreams.script("second", errorReply(503));
        usePlan(exchange, "first", "first1", 99);
        exchange.ask(askWhole());
        routing::Health::Failure refused;
        refused.failure = FailureClass::KeyRejected;
        refused.rests = routing::Rests::Key;
        refused.atOnce = true;
        refused.reason = asIs("401");
        exchange.health.begin({"first", "first1", "m-first"}, settings.providers.front().keyFailover).failed(refused);
        CHECK_FALSE(exchange.find());
        CHECK(exchange.upstreams.count() == 1);
    }
}

namespace {

/// A conversation "s" that "first" answered, with so many tokens in its cache.
void warmCache(ExchangeParts& exchange, std::int64_t cached)
{
    protocol::TokenUsage used;
    used.origin = protocol::UsageOrigin::Reported;
    used.input = Tokens{0};
    used.cachedInput = Tokens{cached};
    used.output = Tokens{1};
    http::RequestHead head;
    head.headers.set("x-session-id", "s");
    routing::RequestFacts facts;
    facts.model = "alias";
    facts.consumer = "anonymous";
    facts.head = &head;
    const TimePoint now = exchange.services.clock.now();
    exchange.balancer.caches().take(routing::cachedConversationOf("alias", facts), {"first", "m-first", "first1"}, used, now);
}

/// Cached input costs a tenth.
config::Settings withCachePrices(config::Settings settings)
{
    config::PriceSettings& price = settings.usage.prices.emplace_back();
    price.model = "*";
    price.input = 2;
    price.cachedInput = 0.2;
    price.output = 2;
    return settings;
}

} // namespace

TEST_CASE("a key is not avoided by its plan while leaving its warm prompt cache costs more")
{
    struct Row {
        const char* name;
        std::int64_t cached;
        double used;
        std::optional<bool> cacheAware;
        std::string answerer;
    };
    const auto row = GENERATE(values<Row>({
        {"warm", 20'000, 96, {}, "first"},
        {"not warm", 0, 96, {}, "second"},
        {"the plan is used up", 20'000, 100, {}, "second"},
        {"caches do not count", 20'000, 96, false, "second"},
    }));
    CAPTURE(row.name);
    config::Settings settings = withCachePrices(routedTo({providerOf("first", 1), providerOf("second", 1)}));
    settings.routes.front().fallback.avoidAt = 95;
    settings.routes.front().balancer.cacheAware = row.cacheAware;
    ExchangeParts exchange(settings);
    exchange.upstreams.script("first", wholeReply("Hello"));
    exchange.upstreams.script("second", wholeReply("Hello"));
    usePlan(exchange, "first", "first1", row.used);
    warmCache(exchange, row.cached);
    exchange.client.head().headers.set("x-session-id", "s");
    exchange.ask(askWhole());
    CHECK(answererOf(exchange.find()) == row.answerer);
    CHECK(exchange.state.record->isFallback == (row.answerer == "second"));
}
