#include "gateway/host/doctor/request_report.h"

#include "catch.h"

using Catch::Contains;
using namespace gateway;
using namespace gateway::host;

namespace {

// Everything that must not leave the machine contains this.
constexpr const char* kSecretMark = "hunter22hunter22";

usage::ExchangeRecord told()
{
    usage::ExchangeRecord record;
    record.id = "r1";
    record.startedAt = WallTime{std::chrono::seconds{1763647351}};
    record.dialect = "openai-chat";
    record.askedModel = "gpt-4o";
    record.status = 502;
    record.errorCode = "upstream_error";
    record.outcome = usage::Outcome::Failed;
    record.duration = Milliseconds{1234};
    record.tokens.origin = protocol::UsageOrigin::Reported;
    record.tokens.input = Tokens{812};
    record.decisions.error = asIs(std::string("/home/ann/x refused ") + kSecretMark);
    record.session = std::string("talk-") + kSecretMark;
    record.agent = std::string("agent-") + kSecretMark;
    record.process = std::make_shared<const usage::ProcessName>("node", std::string("/home/ann/") + kSecretMark);
    usage::Content content;
    content.request = std::string("a prompt with ") + kSecretMark;
    content.answer = "an answer that stays here";
    record.content = std::make_shared<const usage::Content>(content);
    usage::AttemptRecord first;
    first.provider = "deepseek";
    first.model = "deepseek-chat";
    first.key = "main";
    first.status = 429;
    first.failure = config::FailureClass::RateLimited;
    first.reason = gateway::asIs("429 | of sk-abcdefghijklmnopqrstuvwx");
    first.connect = Milliseconds{31};
    first.duration = Milliseconds{210};
    usage::AttemptRecord second = first;
    second.provider = "qwen";
    second.status = 500;
    second.failure = config::FailureClass::ServerError;
    second.reason = gateway::asIs("500");
    second.connect = Milliseconds{-1};
    record.attempts = {first, second};
    return record;
}

} // namespace

TEST_CASE("the report of a request contains its attempts and times and codes and tokens")
{
    const std::string text = requestReport(told(), {{"Signalbox", "1.2.3"}}, {}, {});
    CAPTURE(text);
    for (const char* part : {"- Signalbox: 1.2.3\n", "- id: r1\n", "- api: openai-chat\n", "- asked: gpt-4o\n", "- status: 502\n", "- error: upstream_error\n",
             "- duration_ms: 1234\n", "- input_tokens: 812\n", "- tokens_from: reported\n", "| | 1 | 2 |\n|---|---|---|\n", "| provider | deepseek | qwen |\n",
             "| status | 429 | 500 |\n", "| failure | rate_limited | server_error |\n", "| connect_ms | 31 |  |\n", "| duration_ms | 210 | 210 |\n", "| reason | 429 \\| of"})
        CHECK_THAT(text, Contains(part));
    CHECK_THAT(text, !Contains("tls_ms")); // no attempt measured it
    CHECK_THAT(text, !Contains("What attempts used"));
}

TEST_CASE("the report of a request contains no keys and no prompt text and no user names")
{
    const std::string text = requestReport(told(), {{"Data", "/home/ann/.local/share"}}, secrets::Redactor({Secret(kSecretMark)}), "/home/ann");
    CAPTURE(text);
    CHECK_THAT(text, !Contains("hunter22"));
    CHECK_THAT(text, !Contains("abcdefghijklmnop")); // looks like a key
    CHECK_THAT(text, !Contains("prompt") && !Contains("stays here"));
    CHECK_THAT(text, !Contains("/home/ann"));
    CHECK_THAT(text, Contains("- the client received: ~/x refused ***\n"));
    // User content is omitted even without a redactor.
    const std::string plain = requestReport(told(), {}, {}, {});
    CHECK_THAT(plain, !Contains("talk-") && !Contains("prompt"));
}
