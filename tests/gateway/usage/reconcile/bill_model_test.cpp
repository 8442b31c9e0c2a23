#include "gateway/usage/reconcile/bill_model.h"

#include "gateway/providers/catalog.h"

#include "catch.h"

#include <set>

using namespace gateway;
using namespace gateway::usage;

TEST_CASE("normalises model names for comparison")
{
    struct Row {
        const char* name;
        const char* form;
    };
    const auto row = GENERATE(values<Row>({
        {"GPT-4o-2024-08-06", "gpt-4o"},
        {"claude-sonnet-4-5-20250929", "claude-sonnet-4-5"},
        {"claude-opus-4@20250514", "claude-opus-4"},
        {"qwen-2026", "qwen-2026"},
        {"Claude Sonnet 4.5", "claude-sonnet-4-5"},
        {"Claude Sonnet 4", "claude-sonnet-4"},
        {"claude-sonnet-4-0", "claude-sonnet-4"},
        {" Claude  Opus 4.1 (latest)", "claude-opus-4-1"},
        {"Claude 4.5 Sonnet", "claude-sonnet-4-5"},
        {"Claude Haiku 3.5", "claude-3-5-haiku"},
        {"Claude 3.5 Haiku", "claude-3-5-haiku"},
        {"claude-3-5-haiku-latest", "claude-3-5-haiku"},
        {"Claude Sonnet 3.5 v2", "claude-3-5-sonnet"},
        {"claude-3-opus-20240229", "claude-3-opus"},
        {"Claude 2.1", "claude-2-1"},
        {"claude-2.1", "claude-2-1"},
        {"claude", "claude"},
        {"", ""},
    }));
    CAPTURE(row.name);
    CHECK(billModel(row.name) == row.form);
}

TEST_CASE("normalises a model's name and ID alike and keeps different models apart")
{
    const auto catalog = providers::Catalog::load();
    REQUIRE(catalog);
    for (const char* provider : {"anthropic", "vertex-anthropic", "openai"})
        for (const providers::CatalogModel& model : (*catalog)->models(provider)) {
            CAPTURE(model.id);
            if (model.name.find("Chat") == std::string_view::npos) // IDs of these end in "latest"
                CHECK(billModel(model.name) == billModel(model.id));
        }
    std::set<std::string> forms;
    for (const providers::CatalogModel& model : (*catalog)->models("anthropic"))
        forms.insert(billModel(model.id));
    CHECK(forms.size() == (*catalog)->models("anthropic").size() - 7); // snapshots or aliases of others
}
