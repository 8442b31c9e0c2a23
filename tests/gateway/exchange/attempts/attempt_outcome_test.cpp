#include "gateway/exchange/attempts/attempt_outcome.h"

#include "catch.h"

using Catch::Contains;
using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("an outcome keeps its decision and what follows from it")
{
    AttemptOutcome outcome;
    CHECK_FALSE(outcome.isDecided);
    outcome.decide(AttemptResult::Answer);
    CHECK(outcome.isDecided);
    CHECK(outcome.cost == FailureCost::None);

    outcome.fail(timedOut("alpha", AttemptReason::FirstByte, Milliseconds(70)));
    CHECK(outcome.result == AttemptResult::Failure);
    CHECK(outcome.failure == config::FailureClass::Timeout);
    CHECK(outcome.error.text() == "Provider \"alpha\" took too long (the first byte, 70 ms).");
    CHECK(outcome.reason == "timeout: the first byte");
    CHECK(outcome.cost == FailureCost::IfSent);
    CHECK_FALSE(outcome.verdict.rests);

    outcome.failWithoutRest(noMemory({ErrorKind::OverloadedHere, "No memory."}));
    CHECK(outcome.verdict.rests == routing::Rests::Nothing);
    CHECK(outcome.error.kind == ErrorKind::OverloadedHere);
    CHECK(outcome.reason == "not enough memory for the answer");

    outcome.beEmpty("alpha");
    CHECK(outcome.result == AttemptResult::Empty);
    CHECK(outcome.failure == config::FailureClass::EmptyAnswer);
    CHECK(outcome.cost == FailureCost::IfBegun);
}

TEST_CASE("an invalid answer may cost money only if a model may have written it")
{
    struct Row { const char* held; FailureCost cost; };
    const auto row = GENERATE(values<Row>({
        {"{\"choices\":[{\"mess", FailureCost::IfBegun}, {" \r\n[1, 2", FailureCost::IfBegun}, {"", FailureCost::IfBegun}, {"\xEF\xBB\xBF{\"a\"", FailureCost::IfBegun},
        {"<html>Not here</html>", FailureCost::None}, {"Bad gateway", FailureCost::None}}));
    CAPTURE(row.held);
    const AttemptFailure failed = notJson("alpha", row.held);
    CHECK(failed.cost == row.cost);
    CHECK(failed.failure == config::FailureClass::ServerError);
    CHECK(failed.error.kind == ErrorKind::UpstreamProtocolError);
    CHECK_THAT(failed.error.text(), Contains("Check its base_url."));
}

TEST_CASE("a connection error names the unreachable provider and costs only what was sent")
{
    struct Row { ErrorKind kind; bool mayRetry; config::FailureClass failure; FailureCost cost; const char* message; };
    const auto row = GENERATE(values<Row>({
        {ErrorKind::UpstreamUnreachable, false, config::FailureClass::Unreachable, FailureCost::IfSent,
         "Provider \"alpha\" at https://api.alpha.example cannot be reached: no route."},
        {ErrorKind::UpstreamUnreachable, true, config::FailureClass::Unreachable, FailureCost::IfBegun,
         "Provider \"alpha\" at https://api.alpha.example cannot be reached: no route."},
        {ErrorKind::UpstreamProtocolError, false, config::FailureClass::ServerError, FailureCost::IfBegun,
         "The connection to provider \"alpha\" at https://api.alpha.example broke off: no route."},
        {ErrorKind::LoopDetected, false, config::FailureClass::Unreachable, FailureCost::IfSent,
         "Provider \"alpha\" points back to this gateway. Change its base_url."}}));
    config::ProviderSettings settings;
    settings.id = "alpha";
    Provider provider;
    provider.settings = &settings;
    routing::Candidate candidate;
    candidate.model = "m1";
    Access access;
    access.origin.isSecure = true;
    access.origin.host = "api.alpha.example";
    access.origin.port = 443;
    const AttemptFailure failed = brokenConnection({&candidate, &provider, nullptr}, access, {row.kind, "no route"}, row.mayRetry);
    CHECK(failed.failure == row.failure);
    CHECK(failed.cost == row.cost);
    CHECK(failed.error.kind == row.kind);
    CHECK(failed.error.text() == row.message);
}

TEST_CASE("shows a provider's message about the account but not about a key or request")
{
    struct Row { std::optional<config::FailureClass> failure; int status; const char* reason; const char* message; bool isTold; };
    const auto row = GENERATE(values<Row>({
        {config::FailureClass::BalanceGone, 402, "", "Top up.", true}, {config::FailureClass::KeyRejected, 403, "", "Verify your account.", true},
        {config::FailureClass::ServerError, 500, "region", "Not in your country.", true}, {config::FailureClass::KeyRejected, 401, "", "Bad key sk-1...", false},
        {config::FailureClass::BalanceGone, 402, "", "", false}, {{}, 400, "", "Unknown field.", false}}));
    CAPTURE(row.status, row.message);
    AttemptOutcome outcome;
    outcome.verdict.failure = row.failure;
    outcome.verdict.status = row.status;
    outcome.verdict.reason = row.reason;
    outcome.verdict.message = row.message;
    outcome.error.message = gateway::asIs(row.message);
    CHECK(outcome.accountWords() == (row.isTold ? row.message : ""));
    outcome.error.message = gateway::asIs(std::string(2000, 'x'));
    CHECK(outcome.accountWords().size() <= (row.isTold ? 510U : 0U));
}
