#include "gateway/exchange/attempts/access_choice.h"
#include "gateway/exchange/attempts/answer_judge.h"

#include "catch.h"
#include "manual_clock.h"

using Catch::Contains;
using namespace gateway;
using namespace gateway::exchange;
using protocol::Format;

namespace {

/// A provider with a chat and a Messages endpoint, and a request to it.
struct ChoiceFixture {
    explicit ChoiceFixture(Format client = Format::OpenAiChat)
    {
        settings.id = "alpha";
        provider.settings = &settings;
        provider.endpoint.emplace();
        for (const auto& [format, path] : {std::pair{Format::OpenAiChat, "/v1/chat/completions"}, std::pair{Format::Anthropic, "/v1/messages"}}) {
            Access access;
            access.format = format;
            access.endpoint.chatPath = path;
            access.endpoint.basePath = "/v1";
            access.origin.isSecure = true;
            access.origin.host = "alpha.example";
            access.origin.port = 443;
            provider.accesses.push_back(access);
        }
        candidate.model = "m1";
        request.ask.operation = Operation::Converse;
        request.ask.format = client;
        record.askedModel = "m1";
        record.consumer = "ide";
        snapshot.failureRules = routing::FailureRules::load().value();
    }
    /// Sets `tools` of the request, in addition to functions.
    void haveTools(const std::string& tools)
    {
        request.body = QByteArray::fromStdString(R"({"model":"m1","messages":[],"tools":)" + tools + "}");
        request.body.reserve(request.body.size() + static_cast<qsizetype>(protocol::kJsonPadding));
        protocol::RequestOutlineReader reader;
        request.outline = contentsOf(request, reader).value().outline;
    }
    AccessChoice choice() { return AccessChoice({missing, responses, clock}, request, record); }
    const Access* chat() const { return &provider.accesses[0]; }
    const Access* messages() const { return &provider.accesses[1]; }

    ManualClock clock;
    MissingEndpoints missing;
    protocol::ResponseStore responses;
    config::ProviderSettings settings;
    Provider provider;
    routing::Candidate candidate;
    Target target{&candidate, &provider, nullptr};
    ClientRequest request;
    usage::ExchangeRecord record;
    Snapshot snapshot;
};

} // namespace

TEST_CASE("uses the endpoint that speaks the client's format")
{
    ChoiceFixture fixture(GENERATE(Format::OpenAiChat, Format::Anthropic));
    const AccessChoice choice = fixture.choice();
    CHECK(choice.of(fixture.target)->format == fixture.request.ask.format);
    CHECK(choice.hasOther(fixture.target));
    CHECK(choice.endpointAt(*fixture.chat()) == "/v1/chat/completions");
}

TEST_CASE("skips a missing endpoint and remembers it once another endpoint has answered")
{
    ChoiceFixture fixture(Format::Anthropic);
    AccessChoice choice = fixture.choice();
    choice.leave(fixture.target);
    CHECK(choice.of(fixture.target) == fixture.chat());
    CHECK_FALSE(choice.hasOther(fixture.target));
    CHECK(fixture.choice().of(fixture.target) == fixture.messages()); // nothing learned yet

    choice.keepLeft(fixture.target);
    const AccessChoice next = fixture.choice();
    CHECK(next.of(fixture.target) == fixture.chat());
    CHECK(next.noEndpoint(fixture.target).kind != ErrorKind::UpstreamError);
    fixture.clock.advance(MissingEndpoints::kRemembered + std::chrono::seconds(1));
    CHECK(fixture.choice().of(fixture.target) == fixture.messages());
}

TEST_CASE("still tries a conversation if all endpoints are missing but not embeddings")
{
    ChoiceFixture fixture;
    fixture.provider.accesses.resize(1);
    fixture.provider.accesses[0].endpoint.embeddingsPath = "/v1/embeddings";
    fixture.choice().learnMissing(fixture.target);
    CHECK(fixture.choice().of(fixture.target) == fixture.chat());

    fixture.request.ask.operation = Operation::Embed;
    CHECK(fixture.choice().of(fixture.target) == fixture.chat());
    fixture.choice().learnMissing(fixture.target);
    const AccessChoice choice = fixture.choice();
    CHECK(choice.of(fixture.target) == nullptr);
    CHECK_THAT(choice.noEndpoint(fixture.target).text(), Contains("it refused POST /v1/embeddings within the last 5 minutes"));
}

TEST_CASE("an error names the missing endpoint and how it was detected")
{
    ChoiceFixture fixture;
    const AccessChoice choice = fixture.choice();
    const Error refused = choice.noEndpoint(fixture.target, 404);
    CHECK_THAT(refused.text(), Contains("it answered with status 404 to POST /v1/chat/completions"));

    fixture.provider.accesses.clear();
    const Error none = fixture.choice().noEndpoint(fixture.target);
    CHECK(none.kind == ErrorKind::NoUsableTarget);
    CHECK(none.message == "Provider \"alpha\" has no endpoint for this kind of request.");
}

TEST_CASE("classifies a target's errors as provider failures or client errors")
{
    struct Row { const char* name; int status; const char* body; bool isFailure; config::FailureClass failure; int told; };
    using config::FailureClass;
    const auto row = GENERATE(values<Row>({
        {"too many requests", 429, R"({"error":{"message":"Slow down","type":"rate_limit_error"}})", true, FailureClass::RateLimited, 429},
        {"a server's error", 500, R"({"error":{"message":"Oops"}})", true, FailureClass::ServerError, 500},
        {"a wrong key", 401, R"({"error":{"message":"Incorrect API key provided"}})", true, FailureClass::KeyRejected, 401},
        {"an unknown field", 400, R"({"error":{"message":"Unknown parameter: foo","type":"invalid_request_error"}})", false, {}, 400},
        {"too much to do, inside a 200", 200, R"({"error":{"message":"Overloaded","type":"overloaded_error"}})", true, FailureClass::Overloaded, 503},
        {"an unknown field, inside a 200", 200, R"({"error":{"message":"Unknown parameter: foo","type":"invalid_request_error"}})", false, {}, 400}}));
    CAPTURE(row.name);
    ChoiceFixture fixture;
    AccessChoice choice = fixture.choice();
    const AnswerJudge judge({fixture.snapshot, fixture.clock, fixture.request, choice}, fixture.target, *fixture.chat(), false);
    AttemptOutcome outcome;
    judge.judge(row.status, {}, row.body, false, outcome);
    CHECK(outcome.isDecided == row.isFailure);
    if (row.isFailure)
        CHECK(outcome.failure == row.failure);
    CHECK(outcome.error.kind == ErrorKind::UpstreamError);
    CHECK(outcome.error.status == row.told);
    CHECK_FALSE(outcome.lacksEndpoint);
}

TEST_CASE("shows the provider's own error when the client's own key is rejected")
{
    ChoiceFixture fixture;
    AccessChoice choice = fixture.choice();
    const bool isClients = GENERATE(true, false);
    const AnswerJudge judge({fixture.snapshot, fixture.clock, fixture.request, choice}, fixture.target, *fixture.chat(), isClients);
    AttemptOutcome outcome;
    judge.judge(401, {}, R"({"error":{"message":"Token has expired"}})", false, outcome);
    CHECK(outcome.isDecided != isClients);
    CHECK(outcome.error.text() == "Token has expired");
}

TEST_CASE("does not blame a host without the endpoint and remembers it only if it has another")
{
    struct Row { std::size_t accesses; bool isStream; bool isMissing; };
    const auto row = GENERATE(values<Row>({{2, false, true}, {2, true, false}, {1, false, false}}));
    ChoiceFixture fixture;
    fixture.provider.accesses.resize(row.accesses);
    AccessChoice choice = fixture.choice();
    const AnswerJudge judge({fixture.snapshot, fixture.clock, fixture.request, choice}, fixture.target, *fixture.chat(), false);
    AttemptOutcome outcome;
    judge.judge(404, {}, R"({"detail":"Not Found"})", row.isStream, outcome);
    CHECK(outcome.lacksEndpoint == row.isMissing);
    if (row.isMissing) {
        CHECK(outcome.verdict.rests == routing::Rests::Nothing);
        CHECK(outcome.failure == config::FailureClass::ModelMissing);
        CHECK_FALSE(fixture.missing.known(fixture.clock.now())); // the other endpoint has not answered yet
    }
    fixture.request.ask.operation = Operation::PassThrough;
    fixture.request.ask.path = "rerank";
    fixture.provider.accesses.resize(1);
    AccessChoice passing = fixture.choice();
    const AnswerJudge other({fixture.snapshot, fixture.clock, fixture.request, passing}, fixture.target, *fixture.chat(), false);
    AttemptOutcome refused;
    other.judge(404, {}, R"({"detail":"Not Found"})", false, refused);
    CHECK(refused.lacksEndpoint);
    CHECK(fixture.missing.known(fixture.clock.now()));
}

TEST_CASE("tries another endpoint when a tool is rejected whatever the status")
{
    struct Row { int status; const char* words; ToolRefusal refusal; };
    const auto row = GENERATE(values<Row>({
        {400, "Web search is not supported", ToolRefusal::Certain},
        {403, "Web search is not enabled for your organization", ToolRefusal::Certain},
        {404, "web_search is not available for this model", ToolRefusal::Certain},
        {500, "[json.exception.out_of_range.403] key 'input_schema' not found", ToolRefusal::Certain},
        {400, "Invalid Messages API request", ToolRefusal::Possible}}));
    CAPTURE(row.status, row.words);
    ChoiceFixture fixture(Format::Anthropic);
    fixture.haveTools(R"([{"name":"f","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search"}])");
    AccessChoice choice = fixture.choice();
    const AnswerJudge judge({fixture.snapshot, fixture.clock, fixture.request, choice}, fixture.target, *fixture.messages(), false);
    AttemptOutcome outcome;
    judge.judge(row.status, {}, toText(Json{{"error", {{"message", row.words}}}}), false, outcome);
    CHECK(outcome.toolRefusal == row.refusal);
    CHECK(outcome.lacksEndpoint);
    CHECK(outcome.verdict.rests == routing::Rests::Nothing);
    CHECK_THAT(toText(outcome.reason), Contains("does not take a tool"));

    choice.leave(fixture.target, outcome.toolRefusal);
    CHECK(choice.of(fixture.target) == fixture.chat());
    choice.keepLeft(fixture.target);
    const bool isLearned = row.refusal == ToolRefusal::Certain;
    CHECK(fixture.choice().of(fixture.target) == (isLearned ? fixture.chat() : fixture.messages()));
    CHECK(choice.insist(fixture.target));
    CHECK(choice.of(fixture.target) == fixture.messages());
    CHECK_FALSE(choice.insist(fixture.target));
}

TEST_CASE("shows the provider's own error if the request insists on a rejected tool")
{
    const auto [status, words] = GENERATE(table<int, const char*>({
        {403, "Web search is not enabled for your organization"}, {400, "web_search is not supported"}, {500, "key 'input_schema' not found"}, {404, "Tool web_search_20250305 not found"}}));
    CAPTURE(status, words);
    ChoiceFixture fixture(Format::Anthropic);
    fixture.haveTools(R"([{"name":"f","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search"}])");
    AccessChoice choice = fixture.choice();
    (void)choice.insist(fixture.target);
    const AnswerJudge judge({fixture.snapshot, fixture.clock, fixture.request, choice}, fixture.target, *fixture.messages(), false);
    AttemptOutcome outcome;
    judge.judge(status, {}, toText(Json{{"error", {{"message", words}}}}), false, outcome);
    CHECK_FALSE(outcome.isDecided);
    CHECK(outcome.toolRefusal == ToolRefusal::None);
    CHECK(outcome.error.status == status);
    CHECK(outcome.error.text() == words);
}

TEST_CASE("starts no key cooldown for a tool that the account lacks")
{
    struct Row { const char* words; bool rests; };
    const auto row = GENERATE(values<Row>({
        {"Web search is not enabled for your organization", false},
        {"You are not allowed to use the tool web_search_20250305", false},
        {"Hosted tools are not permitted", false},
        {"Your key is not allowed to do this", true}}));
    CAPTURE(row.words);
    ChoiceFixture fixture(Format::Anthropic);
    fixture.haveTools(R"([{"name":"f","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search"}])");
    fixture.provider.accesses.erase(fixture.provider.accesses.begin()); // without the chat endpoint
    AccessChoice choice = fixture.choice();
    const AnswerJudge judge({fixture.snapshot, fixture.clock, fixture.request, choice}, fixture.target, fixture.provider.accesses.front(), false);
    AttemptOutcome outcome;
    judge.judge(403, {}, toText(Json{{"error", {{"message", row.words}}}}), false, outcome);
    CHECK(outcome.failure == config::FailureClass::KeyRejected);
    CHECK((outcome.verdict.rests != routing::Rests::Nothing) == row.rests);
    CHECK(outcome.error.status == 403);
    CHECK(outcome.error.text() == row.words);
}

TEST_CASE("sends unknown tools to the client's own API if no other endpoint remains")
{
    const char* const tool = GENERATE("web_search_20250305", "quantum", "memory_20250818");
    CAPTURE(tool);
    ChoiceFixture fixture(Format::Anthropic);
    fixture.provider.accesses[1].endpoint.formatQuirks.foreignSignatures = true;
    fixture.provider.accesses[1].endpoint.formatQuirks.messagesTools.clear(); // functions only
    fixture.haveTools(R"([{"name":"t","type":")" + std::string(tool) + R"("}])");
    AccessChoice choice = fixture.choice();
    REQUIRE(choice.of(fixture.target) == fixture.chat());
    CHECK(choice.insist(fixture.target));
    CHECK(choice.of(fixture.target) == fixture.messages());
}

TEST_CASE("shows the provider's error at once if the rejected tool is the only one")
{
    struct Row { const char* fields; bool isBound; };
    const auto row = GENERATE(values<Row>({
        {R"([{"type":"web_search_20250305","name":"web_search"}])", true},
        {R"([{"type":"web_search_20250305","name":"web_search"}],"tool_choice":{"type":"any"})", true},
        {R"([{"name":"f","input_schema":{}},{"type":"web_search_20250305","name":"web_search"}],"tool_choice":{"type":"tool","name":"web_search"})", true},
        {R"([{"name":"f","input_schema":{}},{"type":"web_search_20250305","name":"web_search"}],"tool_choice":{"type":"tool","name":"f"})", false},
        {R"([{"type":"web_search_20250305","name":"web_search"}],"tool_choice":{"type":"none"})", false}}));
    CAPTURE(row.fields);
    ChoiceFixture fixture(Format::Anthropic);
    fixture.haveTools(row.fields);
    AccessChoice choice = fixture.choice();
    const AnswerJudge judge({fixture.snapshot, fixture.clock, fixture.request, choice}, fixture.target, *fixture.messages(), false);
    AttemptOutcome outcome;
    judge.judge(400, {}, R"({"error":{"message":"web_search is not supported"}})", false, outcome);
    CHECK(outcome.lacksEndpoint != row.isBound);
    CHECK(outcome.isDecided != row.isBound);
    if (row.isBound)
        CHECK(outcome.error.text() == "web_search is not supported");
}

TEST_CASE("sends a request with a single unknown tool to the client's own API")
{
    const char* const more = GENERATE(R"(,"tool_choice":{"type":"auto","disable_parallel_tool_use":true})", R"(,"tool_choice":{"type":"any"})", "");
    CAPTURE(more);
    ChoiceFixture fixture(Format::Anthropic);
    fixture.provider.accesses[1].endpoint.formatQuirks.foreignSignatures = true;
    fixture.provider.accesses[1].endpoint.formatQuirks.messagesTools.clear();
    fixture.haveTools(R"([{"type":"quantum","name":"q"}])" + std::string(more));
    AccessChoice choice = fixture.choice();
    REQUIRE(choice.of(fixture.target) == fixture.chat());
    CHECK(choice.insist(fixture.target));
    CHECK(choice.of(fixture.target) == fixture.messages());
}

TEST_CASE("keeps skipping a missing endpoint even if a request insists on its tools")
{
    ChoiceFixture fixture(Format::Anthropic);
    fixture.haveTools(R"([{"type":"web_search_20250305","name":"web_search"}])");
    AccessChoice choice = fixture.choice();
    choice.leave(fixture.target);
    CHECK_FALSE(choice.insist(fixture.target));
    CHECK(choice.of(fixture.target) == fixture.chat());
}

TEST_CASE("treats rejections as client errors except redirects and statuses listed by the route")
{
    struct Row { int status; std::vector<int> others; bool isDecided; };
    const auto row = GENERATE(values<Row>({{302, {}, true}, {422, {}, false}, {422, {409, 422}, true}, {418, {422}, false}}));
    CAPTURE(row.status);
    ChoiceFixture fixture;
    AccessChoice choice = fixture.choice();
    const AnswerJudge judge({fixture.snapshot, fixture.clock, fixture.request, choice}, fixture.target, *fixture.chat(), false);
    http::ResponseHead head;
    head.status = row.status;
    AttemptOutcome outcome;
    judge.judgeRefusal(head, R"({"error":{"message":"No."}})", row.others, outcome);
    CHECK(outcome.isDecided == row.isDecided);
    if (row.isDecided)
        CHECK(outcome.failure == config::FailureClass::ServerError);
}
