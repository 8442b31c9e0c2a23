#include "catch.h"
#include "fake_gateway.h"
#include "test_language.h"

#include "ui/models/providers/catalog_list_model.h"
#include "ui/models/roles.h"

using ui::models::CatalogListModel;

namespace {

struct CatalogListWorld {
    Language language{"en"};
    FakeOf<gateway::host::Providers> gateway;
    CatalogListModel model;

    CatalogListWorld() { model.setCatalog(gateway.catalog()); }
    std::vector<std::string> ids() const
    {
        std::vector<std::string> all;
        for (int row = 0; row < model.rowCount(); ++row) all.push_back(model.entry(row).id);
        return all;
    }
    std::string second(int row) const { return model.index(row, 0).data(ui::models::SecondLineRole).toString().toStdString(); }
};

} // namespace

TEST_CASE("lists everything without a search")
{
    CatalogListWorld world;
    CHECK(world.model.rowCount() == world.model.totalCount());
    CHECK(world.ids().front() == "deepseek");
    CHECK(world.second(0) == "OpenAI · Anthropic");
    CHECK(world.model.index(0, CatalogListModel::Kind).data().toString().toStdString() == "China");
}

TEST_CASE("searches by name, id, alias and model")
{
    struct Row {
        const char* search;
        std::vector<std::string> ids;
        const char* firstLine;
    };
    const auto row = GENERATE(values<Row>({
        {"mini", {"minimax", "gemini", "openai", "openrouter"}, "OpenAI · Anthropic"},
        {"  MiniMax ", {"minimax"}, "OpenAI · Anthropic"},
        {"trito", {"triton"}, "OpenAI"},
        {"tongyi", {"qwen"}, "OpenAI"},
        {"alibaba", {"qwen"}, "OpenAI"},
        {"gpt-4o", {"openai", "openrouter"}, "has gpt-4o, gpt-4o-mini"},
        {"gpt 4O", {"openai", "openrouter"}, "has gpt-4o, gpt-4o-mini"},
        {"mini 4o", {"openai", "openrouter"}, "has gpt-4o-mini"},
        {"router open", {"openrouter"}, "OpenAI"},
        {"nothing like it", {}, ""},
    }));
    CatalogListWorld world;
    world.model.setSearch(QString::fromLatin1(row.search));
    CHECK(world.ids() == row.ids);
    if (!row.ids.empty()) CHECK(world.second(0) == row.firstLine);
}

TEST_CASE("finds servers of one's own by what people call them, and an address by its host")
{
    struct Row {
        const char* search;
        std::vector<std::string> ids;
        const char* address = "";
    };
    const auto row = GENERATE(values<Row>({
        {"local", {"triton", "ollama", "demo"}},
        {"this machine", {"triton", "ollama", "demo"}},
        {"本地", {"triton", "ollama", "demo"}},
        {"custom", {"openai-compatible"}},
        {"any address", {"openai-compatible"}},
        {"自定义", {"openai-compatible"}},
        {"http://10.0.0.5:8000/v1", {"openai-compatible"}, "http://10.0.0.5:8000/v1"},
        {"localhost:8000", {"openai-compatible"}, "http://localhost:8000"},
        {"localhost:9000", {"openai-compatible"}, "http://localhost:9000"}, // Triton's usual port proves nothing
        {"llm.corp.example/v1", {"openai-compatible"}, "https://llm.corp.example/v1"},
        {"https://openrouter.ai/api/v1", {"openrouter", "openai-compatible"}, "https://openrouter.ai/api/v1"},
        {"gpt-4.1", {}}, // a dot makes no address
    }));
    CAPTURE(row.search);
    CatalogListWorld world;
    world.model.setSearch(QString::fromUtf8(row.search));
    CHECK(world.ids() == row.ids);
    CHECK(world.model.searchedAddress().toStdString() == row.address);
}

TEST_CASE("counts the matching models of a provider")
{
    CatalogListWorld world;
    world.model.setSearch(QStringLiteral("mini"));
    CHECK(world.second(2) == "has gpt-4o-mini, o4-mini");
    CHECK(world.second(3) == "has 4 models with “mini”");
    CHECK(world.model.rowOf("openrouter") == 3);
    CHECK(world.model.rowOf("deepseek") == -1);
}
