#include "exchange_parts.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using Catch::Contains;
using usage::Outcome;

namespace {

Error errorWith(ErrorKind kind, const char* words, int retryAfter_s = 0)
{
    Error error;
    error.kind = kind;
    error.message = asIs(words);
    error.retryAfter_s = retryAfter_s;
    return error;
}

/// A client with a request to `path`.
struct ReplyUnderTest : ExchangeParts {
    explicit ReplyUnderTest(const std::string& path = kChatPath, const std::string& method = "POST")
        : ExchangeParts(shortComments(routedTo({providerOf("first")})))
    {
        client.ask(path, "{}", method);
        (void)admission.admit();
    }

private:
    static config::Settings shortComments(config::Settings settings)
    {
        settings.listen.streamComment_ms = 1;
        return settings;
    }
};

} // namespace

TEST_CASE("a rejection has the status and headers and error format of the client's API")
{
    struct Row {
        const char* path;
        const char* shape;
    };
    const auto row = GENERATE(values<Row>({
        {"/v1/chat/completions", R"({"error":{"message":"No.")"},
        {"/v1/messages", R"({"type":"error","error":{)"},
        {"/v1beta/models/m:generateContent", R"({"error":{"code":429)"},
        {"/api/chat", R"({"error":"No.")"},
    }));
    CAPTURE(row.path);
    ReplyUnderTest exchange(row.path);
    exchange.reply.refuse(errorWith(ErrorKind::RateLimited, "No.", 7));
    CHECK(exchange.client.status() == 429);
    CHECK_THAT(exchange.client.received(), Catch::StartsWith(row.shape) && Contains("No."));
    CHECK(exchange.client.header("content-type") == "application/json");
    CHECK(exchange.client.header("x-signalbox-error") == "rate_limited");
    CHECK(exchange.client.header("x-signalbox-request-id") == "exchange1");
    CHECK(exchange.client.header("retry-after") == "7");
    CHECK(exchange.client.header("x-signalbox-attempts").empty());
    CHECK(exchange.client.isWhole());
    CHECK(exchange.state.record->status == 429);
    CHECK(exchange.state.record->errorCode == "rate_limited");
    CHECK(exchange.state.record->outcome == Outcome::ClientError);
}

TEST_CASE("headers of a rejection tell the client what it can do")
{
    struct Row {
        const char* name;
        Error error;
        const char* header;
        const char* value;
    };
    const auto row = GENERATE(values<Row>({
        {"waiting does not help", errorWith(ErrorKind::NoUsableKey, "No."), "x-should-retry", "false"},
        {"waiting helps", errorWith(ErrorKind::NoUsableKey, "No.", 9), "x-should-retry", ""},
        {"a provider failure", errorWith(ErrorKind::UpstreamError, "No."), "x-should-retry", ""},
        {"a missing key", errorWith(ErrorKind::InvalidConsumerKey, "No."), "www-authenticate", "Bearer"},
        {"a wrong method", errorWith(ErrorKind::MethodNotAllowed, "No."), "allow", "POST"},
        {"no other error needs it", errorWith(ErrorKind::InvalidRequest, "No."), "allow", ""},
    }));
    CAPTURE(row.name);
    ReplyUnderTest exchange;
    exchange.reply.refuse(row.error);
    CHECK_THAT(exchange.client.header(row.header), Catch::StartsWith(row.value));
    CHECK(exchange.client.header(row.header).empty() == std::string_view(row.value).empty());
}

TEST_CASE("attributes a rejection to client or gateway depending on whether a target was tried")
{
    struct Row {
        const char* name;
        ErrorKind kind;
        bool isAsked;
        Outcome outcome;
    };
    const auto row = GENERATE(values<Row>({
        {"before any target", ErrorKind::InvalidRequest, false, Outcome::ClientError},
        {"after a target", ErrorKind::InvalidRequest, true, Outcome::Failed},
        {"all targets rate limited", ErrorKind::UpstreamRateLimited, false, Outcome::Failed},
        {"by the gateway", ErrorKind::GatewayPaused, false, Outcome::Failed},
    }));
    CAPTURE(row.name);
    ReplyUnderTest exchange;
    if (row.isAsked) {
        usage::AttemptRecord& attempt = exchange.state.record->attempts.emplace_back();
        attempt.provider = "first";
        attempt.model = "m1";
    }
    exchange.reply.refuse(errorWith(row.kind, "No."));
    CHECK(exchange.state.record->outcome == row.outcome);
    CHECK(exchange.client.header("x-signalbox-provider") == (row.isAsked ? "first" : ""));
    CHECK(exchange.client.header("x-signalbox-attempts") == (row.isAsked ? "1" : ""));
}

TEST_CASE("the first comment commits a stream and an error follows as an event")
{
    ReplyUnderTest exchange;
    CHECK(exchange.reply.commentDue() == TimePoint::max());
    exchange.reply.beginComments();
    CHECK(exchange.reply.commentDue() < TimePoint::max());
    CHECK_FALSE(exchange.reply.isSoftCommitted());
    for (int i = 0; i < 2; ++i)
        exchange.reply.comment();
    CHECK(exchange.reply.isSoftCommitted());
    CHECK(exchange.client.heads() == 1);
    CHECK(exchange.client.header("content-type") == "text/event-stream");
    CHECK(exchange.client.header("cache-control") == "no-cache");
    CHECK(exchange.state.record->status == 200);
    CHECK_FALSE(exchange.client.isWhole());
    exchange.reply.refuse(errorWith(ErrorKind::UpstreamError, "No."));
    CHECK_THAT(exchange.client.received(), Catch::StartsWith(": ") && Contains("data: {\"error\":") && Contains("upstream_error"));
    CHECK(exchange.client.isWhole());
    CHECK(exchange.client.heads() == 1);
    CHECK(exchange.state.record->status == 200); // as sent to the client
    CHECK(exchange.state.record->outcome == Outcome::Failed);
    exchange.reply.endComments();
    CHECK(exchange.reply.commentDue() == TimePoint::max());
}

TEST_CASE("names of dropped fields cannot end a header")
{
    CHECK(droppedText({}).empty());
    CHECK(droppedText({"seed", "logit_bias"}) == "seed, logit_bias");
    CHECK(droppedText({"a\r\nset-cookie: x"}) == "a??set-cookie: x");
    CHECK(droppedText({"fi\xC3\xA9ld"}) == "fi??ld");
}

TEST_CASE("waits for a slow client that still reads")
{
    ReplyUnderTest exchange;
    exchange.client.setReading(false);
    Underway taking(exchange.reply.taken());
    CHECK_FALSE(taking.isOver());
    exchange.client.setReading(true);
    CHECK(taking.isOver());
    CHECK(taking.take());
    CHECK_FALSE(exchange.client.isBroken());
}

TEST_CASE("a local answer has the gateway's headers and is recorded only if it fails")
{
    const bool isWell = GENERATE(true, false);
    CAPTURE(isWell);
    ReplyUnderTest exchange("/v1/models", "GET");
    exchange.reply.answerHere(isWell ? Result<std::string>(R"({"data":[]})") : failure(ErrorKind::ModelNotFound, asIs("No.")));
    CHECK(exchange.client.status() == (isWell ? 200 : 404));
    CHECK(exchange.client.header("x-signalbox-request-id") == "exchange1");
    CHECK(exchange.state.isRecorded == !isWell);
    CHECK(exchange.state.record->outcome == (isWell ? Outcome::Answered : Outcome::ClientError));
}
