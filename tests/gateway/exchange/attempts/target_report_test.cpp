#include "exchange_fixture.h"

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("records the reason but no failure class for a host that lacks an endpoint or tool")
{
    using config::FailureClass;
    struct Row { const char* name; int status; bool lacksEndpoint; const char* reason; std::optional<FailureClass> noted; };
    const auto row = GENERATE(values<Row>({
        {"a refused tool", 400, true, "400: this endpoint does not take a tool of the request", {}},
        {"a parser error about a tool", 500, true, "500: this endpoint does not take a tool of the request", {}},
        {"missing endpoint", 404, true, "404: no such endpoint", {}},
        {"missing endpoint, reported with a 200", 200, true, "200: no such endpoint", FailureClass::ModelMissing},
        {"missing model", 404, false, "404", FailureClass::ModelMissing}}));
    CAPTURE(row.name);
    ExchangeFixture fixture;
    fixture.ask(protocol::Format::OpenAiChat, R"({"model":"demo","messages":[{"role":"user","content":"Hi"}]})");
    const AttemptContext context = fixture.context();
    const Target target = fixture.target("demo");
    const UpstreamRequest upstream;
    const AttemptAim aim{target, *context.translator.access.of(target), upstream};
    const AttemptEntry entry(context, aim);
    entry.noteHead(row.status);
    TargetReport report(context, aim, entry);
    report.begin();
    AttemptOutcome outcome;
    outcome.lacksEndpoint = row.lacksEndpoint;
    outcome.fail({FailureClass::ModelMissing, {}, FailureCost::None, asIs(row.reason)});
    report.tell(outcome, nullptr);
    CHECK(entry.record().failure == row.noted);
    CHECK(toText(entry.record().reason) == row.reason);
}
