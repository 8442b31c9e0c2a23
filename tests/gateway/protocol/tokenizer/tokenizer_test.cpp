#include "gateway/protocol/tokenizer/model_families.h"
#include "gateway/protocol/tokenizer/tokenizer.h"

#include "catch.h"
#include "effort.h"

#include <QElapsedTimer>
#include <QFile>

#include <nlohmann/json.hpp>

#include <iostream>

using namespace gateway::protocol;

namespace {

std::shared_ptr<const Tokenizer> loaded(TokenFamily family)
{
    auto tokenizer = Tokenizer::load(family);
    REQUIRE(tokenizer);
    return *tokenizer;
}

nlohmann::json recorded()
{
    QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/tokenizer/counts.json"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    return nlohmann::json::parse(file.readAll().toStdString());
}

} // namespace

TEST_CASE("counts tokens exactly as OpenAI's reference tokenizer does")
{
    const auto o200k = loaded(TokenFamily::O200k);
    const auto cl100k = loaded(TokenFamily::Cl100k);
    const auto rows = recorded();
    REQUIRE(rows.size() > 400);
    for (const auto& row : rows) {
        const auto text = row[0].get<std::string>();
        CAPTURE(text);
        CHECK(o200k->count(text) == row[1].get<std::int64_t>());
        CHECK(cl100k->count(text) == row[2].get<std::int64_t>());
    }
}

TEST_CASE("the two merge algorithms for short and long pieces agree")
{
    const auto tokenizer = loaded(TokenFamily::O200k);
    // Pieces around the length at which the algorithm changes, compared with known ones.
    for (std::size_t length = 1; length < 120; ++length) {
        std::string letters;
        for (std::size_t i = 0; i < length; ++i)
            letters += static_cast<char>('a' + (i * i * 7 + i * 3) % 26);
        const std::int64_t tokens = tokenizer->count(letters);
        CAPTURE(letters);
        CHECK(tokens >= 1);
        CHECK(tokens <= static_cast<std::int64_t>(length));
        CHECK(tokens <= tokenizer->count(letters + "x") + 1);
    }
}

TEST_CASE("counts text that is not UTF-8 and never takes long")
{
    constexpr std::size_t kMuch = 2'000'000 / tests::kSparing;
    struct Row {
        const char* name;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({
        {"invalid bytes", "\xFF\xFE\x80\xC3 \xF0\x9F"},
        {"one letter repeated", std::string(kMuch, 'a')},
        {"one upper-case letter repeated", std::string(kMuch, 'A')},
        {"spaces", std::string(kMuch, ' ') + 'x'},
        {"punctuation", std::string(kMuch, '!')},
        {"partial characters", std::string(kMuch, '\xE4')},
    }));
    CAPTURE(row.name);
    for (const auto family : {TokenFamily::O200k, TokenFamily::Cl100k}) {
        QElapsedTimer timer;
        timer.start();
        const std::int64_t tokens = loaded(family)->count(row.text);
        CHECK(tokens > 0);
        CHECK(tokens <= static_cast<std::int64_t>(row.text.size()));
        CHECK(timer.elapsed() < 20'000); // seconds, with sanitizers on a busy machine; minutes if it were quadratic
    }
}

TEST_CASE("maps a model name to its tokenizer family")
{
    struct Row {
        const char* model;
        std::optional<TokenFamily> family;
    };
    const auto row = GENERATE(values<Row>({
        {"gpt-4o-mini", TokenFamily::O200k},
        {"openai/gpt-4.1", TokenFamily::O200k},
        {"gpt-5", TokenFamily::O200k},
        {"o3-mini", TokenFamily::O200k},
        {"openai/gpt-oss-120b", TokenFamily::O200k},
        {"gpt-4", TokenFamily::Cl100k},
        {"gpt-4-turbo", TokenFamily::Cl100k},
        {"gpt-3.5-turbo-0125", TokenFamily::Cl100k},
        {"text-embedding-3-small", TokenFamily::Cl100k},
        {"claude-sonnet-4-5", std::nullopt},
        {"deepseek-chat", std::nullopt},
        {"", std::nullopt},
    }));
    CAPTURE(row.model);
    CHECK(tokenFamilyOf(row.model) == row.family);
}

TEST_CASE("measures the speed of counting", "[.speed]")
{
    std::string text;
    for (const auto& row : recorded())
        text += row[0].get<std::string>() + "\nThe request goes to the first route that matches it, and then to its targets.\n";
    while (text.size() < 8'000'000)
        text += text;
    for (const auto family : {TokenFamily::O200k, TokenFamily::Cl100k}) {
        QElapsedTimer timer;
        timer.start();
        const auto tokenizer = loaded(family);
        const auto loading = timer.restart();
        const std::int64_t tokens = tokenizer->count(text);
        std::cout << "loaded in " << loading << " ms, " << tokenizer->bytes() / 1024 << " KiB; " << tokens << " tokens, "
                  << static_cast<double>(text.size()) / 1000.0 / static_cast<double>(timer.elapsed()) << " MB/s\n";
    }
}
