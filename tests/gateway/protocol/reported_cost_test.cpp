#include "gateway/protocol/reported_cost.h"

#include "gateway/protocol/metering/openai_chat_reader.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("reads the cost that an answer reports in the unit of its provider")
{
    struct Row {
        const char* name;
        const char* usage;
        std::optional<ReportedCost> cost;
    };
    // Numbers of OpenRouter's, xAI's, Perplexity's, DeepInfra's and LLM Gateway's own documentation: see reported_cost.cpp.
    const auto row = GENERATE(values<Row>({
        {"OpenRouter", R"({"prompt_tokens": 194, "completion_tokens": 2, "cost": 0.00014, "cost_details": {"upstream_inference_cost": null}})",
            ReportedCost{CostField::UsageCost, 140'000'000}},
        {"OpenRouter, free", R"({"prompt_tokens": 1, "cost": 0})", ReportedCost{CostField::UsageCost, 0}},
        {"OpenRouter repeats its own charge as the upstream cost",
            R"({"prompt_tokens": 1, "cost": 0.5, "is_byok": false, "cost_details": {"upstream_inference_cost": 0.5}})",
            ReportedCost{CostField::UsageCost, 500'000'000'000}},
        {"OpenRouter with the user's own key: its fee plus the upstream cost",
            R"({"prompt_tokens": 1, "cost": 0.95, "is_byok": true, "cost_details": {"upstream_inference_cost": 19}})",
            ReportedCost{CostField::UsageCost, 19'950'000'000'000}},
        {"own key, upstream cost not reported", R"({"prompt_tokens": 1, "cost": 0, "is_byok": true})", std::nullopt},
        {"xAI", R"({"prompt_tokens": 1, "cost_in_usd_ticks": 37756000})", ReportedCost{CostField::UsdTicks, 3'775'600'000}},
        {"Perplexity",
            R"({"prompt_tokens": 1, "cost": {"input_tokens_cost": 0.0001, "request_cost": 0.006, "total_cost": 0.0062}})",
            ReportedCost{CostField::TotalCost, 6'200'000'000}},
        {"DeepInfra", R"({"prompt_tokens": 1, "estimated_cost": 0.0000268})", ReportedCost{CostField::EstimatedCost, 26'800'000}},
        {"LLM Gateway", R"({"prompt_tokens": 1, "cost_usd_total": 0.000125, "cost_usd_input": 0.000025})",
            ReportedCost{CostField::CostUsdTotal, 125'000'000}},
        {"nothing", R"({"prompt_tokens": 1})", std::nullopt},
        {"negative", R"({"prompt_tokens": 1, "cost": -1})", std::nullopt},
        {"implausibly large", R"({"prompt_tokens": 1, "cost": 1e300})", std::nullopt},
        {"a string", R"({"prompt_tokens": 1, "cost": "0.1"})", std::nullopt},
    }));
    CAPTURE(row.name);
    const auto json = parseJson(row.usage);
    REQUIRE(json);
    CHECK(costIn(*json) == row.cost);
    // The streaming reader must find the same cost.
    OpenAiChatReader reader;
    const ChatFacts facts = reader.read(std::string(R"({"choices": [], "service_tier": "flex", "usage": )") + row.usage + '}');
    REQUIRE(facts.usage);
    CHECK(facts.usage->reportedCost == row.cost);
    CHECK(facts.usage->serviceTier == ServiceTier::Flex);
}

TEST_CASE("reads the cost from a header unless it is zero or not a number")
{
    CHECK(costInHeader("0.000415") == ReportedCost{CostField::LiteLlmHeader, 415'000'000});
    CHECK(costInHeader("2.5e-06") == ReportedCost{CostField::LiteLlmHeader, 2'500'000});
    for (const char* none : {"", "0", "0.0", "None", "-1", "1.5 USD", "nan", "inf"})
        CHECK_FALSE(costInHeader(none));
}

TEST_CASE("every cost field in the catalog has a name")
{
    for (const char* name : {"usage.cost", "usage.cost.total_cost", "usage.cost_in_usd_ticks", "usage.estimated_cost",
             "usage.cost_usd_total", "x-litellm-response-cost"})
        CHECK(costField(name));
    CHECK_FALSE(costField("usage"));
    ReportedCosts told;
    told.add(CostField::UsdTicks);
    CHECK(told.has(CostField::UsdTicks));
    CHECK_FALSE(told.has(CostField::UsageCost));
}

TEST_CASE("counts web searches in complete answers and in streams")
{
    const std::string usage = R"({"prompt_tokens": 1, "completion_tokens": 2, "server_tool_use": {"web_search_requests": 3}})";
    OpenAiChatReader reader;
    const ChatFacts facts = reader.read(R"({"choices": [], "service_tier": "priority", "usage": )" + usage + '}');
    REQUIRE(facts.usage);
    CHECK(facts.usage->webSearches == 3);
    CHECK(facts.usage->serviceTier == ServiceTier::Priority);
    CHECK(facts.usage->input == Tokens{1});
    CHECK(reader.read(R"({"choices": [], "usage": {"prompt_tokens": 1, "num_search_queries": 2}})").usage->webSearches == 2);
    CHECK_FALSE(reader.read(R"({"choices": [], "usage": {"prompt_tokens": 1}})").usage->webSearches);

    TokenUsage two;
    two.origin = UsageOrigin::Reported;
    two.webSearches = 2;
    TokenUsage none = two;
    none.webSearches.reset();
    none.hasUncounted = true;
    CHECK((two + two).webSearches == 4);
    CHECK((none + two).webSearches == 2);
    CHECK((none + two).hasUncounted);
    CHECK_FALSE((none + none).webSearches);
}
