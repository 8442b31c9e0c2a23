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

/// A client that has asked at `path`.
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

TEST_CASE("a refusal has the status, the headers and the dialect of its client")
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

TEST_CASE("headers of a refusal say what its client can do")
{
    struct Row {
        const char* name;
        Error error;
        const char* header;
        const char* value;
    };
    const auto row = GENERATE(values<Row>({
        {"no time mends it", errorWith(ErrorKind::NoUsableKey, "No."), "x-should-retry", "false"},
        {"some time does", errorWith(ErrorKind::NoUsableKey, "No.", 9), "x-should-retry", ""},
        {"the fault of the provider", errorWith(ErrorKind::UpstreamError, "No."), "x-should-retry", ""},
        {"a key", errorWith(ErrorKind::InvalidConsumerKey, "No."), "www-authenticate", "Bearer"},
        {"a method", errorWith(ErrorKind::MethodNotAllowed, "No."), "allow", "POST"},
        {"nothing else asks for one", errorWith(ErrorKind::InvalidRequest, "No."), "allow", ""},
    }));
    CAPTURE(row.name);
    ReplyUnderTest exchange;
    exchange.reply.refuse(row.error);
    CHECK_THAT(exchange.client.header(row.header), Catch::StartsWith(row.value));
    CHECK(exchange.client.header(row.header).empty() == std::string_view(row.value).empty());
}

TEST_CASE("whose fault a refusal is depends on whether a target was asked")
{
    struct Row {
        const char* name;
        ErrorKind kind;
        bool isAsked;
        Outcome outcome;
    };
    const auto row = GENERATE(values<Row>({
        {"before any target", ErrorKind::InvalidRequest, false, Outcome::ClientError},
        {"behind one", ErrorKind::InvalidRequest, true, Outcome::Failed},
        {"a limit of every target", ErrorKind::UpstreamRateLimited, false, Outcome::Failed},
        {"ours", ErrorKind::GatewayPaused, false, Outcome::Failed},
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

TEST_CASE("the first comment commits a stream, and an error is an event behind it")
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
    CHECK(exchange.state.record->status == 200); // which the client has
    CHECK(exchange.state.record->outcome == Outcome::Failed);
    exchange.reply.endComments();
    CHECK(exchange.reply.commentDue() == TimePoint::max());
}

TEST_CASE("names of fields that a target could not be told end no header")
{
    CHECK(droppedText({}).empty());
    CHECK(droppedText({"seed", "logit_bias"}) == "seed, logit_bias");
    CHECK(droppedText({"a\r\nset-cookie: x"}) == "a??set-cookie: x");
    CHECK(droppedText({"fi\xC3\xA9ld"}) == "fi??ld");
}

TEST_CASE("who reads on is waited for")
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

TEST_CASE("what is answered here has our headers, and is recorded only where it is to be")
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
