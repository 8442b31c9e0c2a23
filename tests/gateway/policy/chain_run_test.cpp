#include "catch.h"
#include "policy_fixture.h"

#include "gateway/loop/wait.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::policy;
using gateway::test::passed;
using gateway::test::StageRun;

namespace {

using Calls = std::vector<std::string>;

// Records each call with its arguments.
class Recorder final : public Policy {
public:
    Recorder(std::string name, Calls& calls, std::string refuses = {})
        : m_name(std::move(name))
        , m_refuses(std::move(refuses))
        , m_calls(calls)
    {
    }

    std::unique_ptr<PolicyRun> begin() const override
    {
        m_calls.push_back(m_name + " begins");
        return std::make_unique<Run>(*this);
    }
    Explained explain(const Request&) const override { return {m_name}; }

private:
    class Run final : public PolicyRun {
    public:
        explicit Run(const Recorder& policy)
            : m_policy(policy)
        {
        }
        ~Run() override { m_policy.m_calls.push_back(m_policy.m_name + " ends"); }

        Task<Result<void>> callerKnown(const Request& request) override { co_return note("caller", std::string(request.caller.name)); }
        Task<Result<void>> bodyUnderstood(const Request& request) override { co_return note("body", std::string(request.body)); }
        Task<Result<void>> beforePlan(const Request& request) override { co_return note("plan", request.route ? request.route->id : "no route"); }
        Task<Result<void>> afterPlan(const Request& request) override { co_return note("planned", std::to_string(request.plan->candidates.size())); }
        Result<void> beforeAttempt(const Request&, const AttemptTarget& target) override
        {
            return note("attempt", target.provider->id + '/' + std::string(target.model) + '/' + std::string(target.key));
        }
        void onAnswer(std::string_view piece) override { (void)note("answer", std::string(piece)); }
        void settled(const Request& request) override { (void)note("settled", request.record->id); }

    private:
        Result<void> note(const std::string& stage, const std::string& what)
        {
            m_policy.m_calls.push_back(m_policy.m_name + ' ' + stage + ": " + what);
            return m_policy.m_refuses == stage ? failure(ErrorKind::ConsumerNotAllowed, gateway::asIs(m_policy.m_name + " refuses")) : Result<void>();
        }

        const Recorder& m_policy;
    };

    std::string m_name;
    std::string m_refuses; // at this stage
    Calls& m_calls;
};

const Stages kAll{Stage::CallerKnown, Stage::BodyUnderstood, Stage::BeforePlan, Stage::AfterPlan, Stage::BeforeAttempt, Stage::OnAnswer, Stage::Settled};

PolicyRow rowAt(Stages stages) { return {"test", stages, Combine::Narrowest, nullptr}; }

std::shared_ptr<const Policy> recorder(const char* name, Calls& calls, const char* refuses = "")
{
    return std::make_shared<const Recorder>(name, calls, refuses);
}

// A request with every property set.
struct Asked {
    http::RequestHead head;
    config::RouteSettings route = test::routeNamed("r");
    config::ProviderSettings provider;
    usage::ExchangeRecord record;
    routing::Plan plan;
    Request request;

    Asked()
    {
        provider.id = "p";
        record.id = "x1";
        plan.candidates.resize(2);
        request.head = &head;
        request.caller.name = "ci";
        request.body = "{}";
        request.route = &route;
        request.plan = &plan;
        request.record = &record;
    }

    // All stages of a request with one attempt and two pieces of an answer.
    void goThrough(ChainRun& run) const
    {
        for (const Stage stage : {Stage::CallerKnown, Stage::BodyUnderstood, Stage::BeforePlan, Stage::AfterPlan})
            CHECK(passed(run, stage, request));
        CHECK(run.beforeAttempt(request, {&provider, "m", "main"}));
        run.onAnswer("one");
        run.onAnswer("two");
        run.settled(request);
    }
};

} // namespace

TEST_CASE("calls each stage once with its data in the order of the chain")
{
    Calls calls;
    const PolicyRow row = rowAt(kAll);
    const PolicyChain chain({{&row, recorder("a", calls)}, {&row, recorder("b", calls)}});
    const Asked asked;
    {
        ChainRun run;
        run.use(&chain);
        asked.goThrough(run);
        CHECK(calls == Calls{"a begins", "b begins", "a caller: ci", "b caller: ci", "a body: {}", "b body: {}", "a plan: r", "b plan: r",
                   "a planned: 2", "b planned: 2", "a attempt: p/m/main", "b attempt: p/m/main", "a answer: one", "b answer: one", "a answer: two",
                   "b answer: two", "a settled: x1", "b settled: x1"});
        calls.clear();
    }
    std::ranges::sort(calls);
    CHECK(calls == Calls{"a ends", "b ends"});
}

TEST_CASE("calls a policy only at the stages of its row")
{
    Calls calls;
    const PolicyRow early = rowAt({Stage::CallerKnown, Stage::BeforeAttempt});
    const PolicyRow late = rowAt({Stage::OnAnswer});
    const PolicyChain chain({{&early, recorder("a", calls)}, {&late, recorder("b", calls)}});
    ChainRun run;
    run.use(&chain);
    CHECK(run.acts(Stage::CallerKnown));
    CHECK(run.acts(Stage::OnAnswer));
    CHECK_FALSE(run.acts(Stage::BodyUnderstood));
    Asked().goThrough(run);
    CHECK(calls == Calls{"a begins", "b begins", "a caller: ci", "a attempt: p/m/main", "b answer: one", "b answer: two"});
}

TEST_CASE("calls nothing without a chain")
{
    ChainRun run;
    run.use(nullptr);
    for (const Stage stage : kAllStages)
        CHECK_FALSE(run.acts(stage));
    Asked().goThrough(run);
}

TEST_CASE("the first policy that rejects a request decides and later ones are not called")
{
    const auto row = GENERATE(values<std::pair<Stage, const char*>>(
        {{Stage::CallerKnown, "caller"}, {Stage::BodyUnderstood, "body"}, {Stage::BeforePlan, "plan"}, {Stage::AfterPlan, "planned"}}));
    CAPTURE(row.second);
    Calls calls;
    const PolicyRow all = rowAt(kAll);
    const PolicyChain chain({{&all, recorder("a", calls)}, {&all, recorder("b", calls, row.second)}, {&all, recorder("c", calls, row.second)}});
    ChainRun run;
    run.use(&chain);
    calls.clear();
    const auto result = passed(run, row.first, Asked().request);
    REQUIRE_FALSE(result);
    CHECK(result.error().text() == "b refuses");
    CHECK(calls.size() == 2);
}

TEST_CASE("skips a target that a policy rejects and records the reason")
{
    Calls calls;
    const PolicyRow row = rowAt(kAll);
    const PolicyChain chain({{&row, recorder("a", calls, "attempt")}, {&row, recorder("b", calls)}});
    ChainRun run;
    run.use(&chain);
    const Asked asked;
    const auto result = run.beforeAttempt(asked.request, {&asked.provider, "m", ""});
    REQUIRE_FALSE(result);
    CHECK(result.error().text() == "a refuses");
    CHECK(calls == Calls{"a begins", "b begins", "a attempt: p/m/"});
}

TEST_CASE("keeps policies that remain active once the route is known and ends the others")
{
    Calls calls;
    const PolicyRow row = rowAt(kAll);
    const auto kept = recorder("kept", calls);
    const PolicyChain ofCaller({{&row, kept}, {&row, recorder("top", calls)}});
    const PolicyChain ofRoute({{&row, recorder("route", calls)}, {&row, kept}});
    const Asked asked;
    ChainRun run;
    run.use(&ofCaller);
    CHECK(passed(run, Stage::CallerKnown, asked.request));
    run.use(&ofRoute);
    CHECK(passed(run, Stage::BodyUnderstood, asked.request));
    run.use(&ofRoute);
    CHECK(calls == Calls{"kept begins", "top begins", "kept caller: ci", "top caller: ci", "route begins", "top ends", "route body: {}", "kept body: {}"});
    run.use(nullptr);
    CHECK_FALSE(run.acts(Stage::OnAnswer));
    CHECK(calls.size() == 10);
}

namespace {

// Makes a request wait until it is woken.
class Waiting final : public Policy {
public:
    explicit Waiting(WaitPoint& point, TimerWheel& wheel, const bool& isFree)
        : m_point(point)
        , m_wheel(wheel)
        , m_isFree(isFree)
    {
    }
    std::unique_ptr<PolicyRun> begin() const override { return std::make_unique<Run>(*this); }
    Explained explain(const Request&) const override { return {"waits"}; }

private:
    class Run final : public PolicyRun {
    public:
        explicit Run(const Waiting& policy)
            : m_policy(policy)
        {
        }
        Task<Result<void>> callerKnown(const Request&) override
        {
            Until isFree(m_policy.m_point, m_policy.m_wheel, Milliseconds{60000}, [this] { return m_policy.m_isFree; });
            (void)co_await isFree;
            co_return Result<void>();
        }

    private:
        const Waiting& m_policy;
    };

    WaitPoint& m_point;
    TimerWheel& m_wheel;
    const bool& m_isFree;
};

} // namespace

TEST_CASE("a policy may wait and later ones are called when it is done")
{
    Calls calls;
    WaitPoint point;
    TimerWheel wheel;
    bool isFree = false;
    const PolicyRow row = rowAt({Stage::CallerKnown});
    const PolicyChain chain({{&row, std::make_shared<const Waiting>(point, wheel, isFree)}, {&row, recorder("b", calls)}});
    ChainRun run;
    run.use(&chain);
    const Asked asked;
    const StageRun stage(run.pass(Stage::CallerKnown, asked.request));
    CHECK_FALSE(stage.isOver());
    CHECK(calls == Calls{"b begins"});
    isFree = true;
    point.wake();
    REQUIRE(stage.isOver());
    CHECK(stage.result());
    CHECK(calls == Calls{"b begins", "b caller: ci"});
}
