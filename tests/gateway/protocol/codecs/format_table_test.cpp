#include "translated.h"

#include "catch.h"

#include <QFile>

#include <algorithm>
#include <set>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

bool isSubset(const std::vector<std::string>& few, const std::vector<std::string>& many)
{
    return std::ranges::all_of(few, [&](const std::string& each) { return std::ranges::find(many, each) != many.end(); });
}

/// `request` without the object that the field is in.
Json outside(const FormatPlace& place)
{
    Json made = place.request;
    const Json::json_pointer pointer(place.pointer);
    if (pointer.empty())
        return made;
    Json& around = made[pointer.parent_pointer()];
    if (around.is_array())
        around.erase(std::stoul(pointer.back()));
    else
        around.erase(pointer.back());
    return made;
}

/// Out of the translations with and without the field, and without its object. Unknown: it vanishes without a word.
FieldOutcome outcomeOf(const Translated& with, const Translated& without, const Translated& bare, bool hasReason)
{
    if (!with.refusal.empty())
        return FieldOutcome::Refused;
    const bool isNamed = !isSubset(with.losses, without.losses);
    const bool isSent = !without.refusal.empty() || with.text != without.text;
    if (isSent)
        return isNamed ? FieldOutcome::Partly : FieldOutcome::Carried;
    if (with.duties != without.duties && !isNamed)
        return FieldOutcome::DoneHere;
    const bool isNamedWhole = bare.refusal.empty() && !isSubset(with.losses, bare.losses);
    if (isNamed || isNamedWhole)
        return FieldOutcome::Dropped;
    return hasReason ? FieldOutcome::DoneHere : FieldOutcome::Unknown;
}

/// `table` with outcomes as they are found now.
FormatTable tried(Format client, FormatTable table, std::vector<std::string>& faults)
{
    for (FormatField& field : table.fields) {
        const FormatPlace& place = table.places[field.place];
        const Json request = field.request(place);
        const Json bare = field.without(place);
        const std::string path = std::string(tableName(client)) + ": " + table.pathOf(field);
        if (request == bare)
            faults.push_back(path + ": the request has this example already");
        for (std::size_t i = 0; i < kTableTargets.size(); ++i) {
            const TableTarget& target = kTableTargets[i];
            if (target.format == client) {
                field.outcomes[i] = FieldOutcome::AsItIs;
                continue;
            }
            const Translated with = translated(client, request, target);
            const Translated without = translated(client, bare, target);
            // What replaces a value in an object that is lost as a whole is lost with it.
            const Translated around = field.isIn(place) ? translated(client, outside(place), target) : without;
            field.outcomes[i] = outcomeOf(with, without, around, !field.note.empty());
            if (field.outcomes[i] == FieldOutcome::Unknown)
                faults.push_back(path + " (" + field.type + ") vanishes without a word towards " + std::string(target.name));
        }
    }
    return table;
}

FormatTable storedTable(Format client)
{
    auto table = formatTable(client);
    REQUIRE(table);
    return std::move(*table);
}

std::string fileText(const TabledFormat& tabled)
{
    QFile file(QStringLiteral(SIGNALBOX_FORMATS "/%1.tsv").arg(QString::fromStdString(std::string(tabled.name))));
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll().toStdString();
}

/// A file's text as it should be.
std::string triedText(const TabledFormat& tabled, std::vector<std::string>& faults)
{
    auto table = parseFormatTable(fileText(tabled));
    REQUIRE(table);
    return formatTableText(tried(tabled.format, std::move(*table), faults));
}

} // namespace

TEST_CASE("the tables of fields say what becomes of each field, and none vanishes without a word")
{
    std::vector<std::string> faults;
    for (const TabledFormat& tabled : tabledFormats()) {
        CAPTURE(tabled.name);
        INFO("run gateway_protocol_codecs_tests \"[.write-formats]\" where this is meant");
        CHECK(fileText(tabled) == triedText(tabled, faults));
        CHECK(fileText(tabled) == formatTableText(storedTable(tabled.format))); // the program has the file
    }
    CHECK(faults == std::vector<std::string>{});
}

TEST_CASE("[.write-formats]", "[.write-formats]")
{
    std::vector<std::string> faults;
    for (const TabledFormat& tabled : tabledFormats()) {
        const std::string text = triedText(tabled, faults);
        QFile file(QStringLiteral(SIGNALBOX_FORMATS "/%1.tsv").arg(QString::fromStdString(std::string(tabled.name))));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
    }
    for (const std::string& fault : faults)
        WARN(fault);
}

TEST_CASE("the request of every place in the tables is a valid one")
{
    for (const TabledFormat& tabled : tabledFormats())
        for (const FormatPlace& place : storedTable(tabled.format).places) {
            CAPTURE(tabled.name, toText(place.request));
            CHECK(codecOf(tabled.format).readRequest(place.request, placeFor(tabled.format)).has_value());
        }
}

TEST_CASE("every table says when its documents were read, and from where")
{
    for (const TabledFormat& tabled : tabledFormats()) {
        const FormatTable table = storedTable(tabled.format);
        CAPTURE(tabled.name);
        CHECK(table.read.size() == 10);
        CHECK_FALSE(table.title.empty());
        CHECK_FALSE(table.sources.empty());
        CHECK(table.fields.size() > 15);
        CHECK(parseFormatTable(formatTableText(table)).has_value());
    }
}

TEST_CASE("formats are found by the names that people use")
{
    struct Row {
        const char* name;
        std::optional<Format> format;
    };
    const auto row = GENERATE(values<Row>({{"openai/chat", Format::OpenAiChat}, {"openai", Format::OpenAiChat}, {"Responses", Format::OpenAiResponses},
        {"claude", Format::Anthropic}, {"google", Format::Gemini}, {"ollama", Format::OllamaChat}, {"bedrock", Format::Bedrock},
        {"cohere", Format::Cohere}, {"ollama/generate", Format::OllamaGenerate}, {"mistral", std::nullopt}, {"", std::nullopt}}));
    CAPTURE(row.name);
    CHECK(formatNamed(row.name) == row.format);
}

TEST_CASE("what becomes of a field is said for each family of models on Bedrock")
{
    struct Row {
        const char* field;
        const char* type;
        const char* target;
        FieldOutcome outcome;
    };
    const auto row = GENERATE(values<Row>({
        {"thinking", "object", "bedrock", FieldOutcome::Carried},
        {"output_config.effort", "string", "bedrock", FieldOutcome::Carried},
        {"output_config.effort", "string", "bedrock-nova", FieldOutcome::Carried},
        {"output_config.effort", "string", "bedrock-openai", FieldOutcome::Carried},
        {"thinking", "object", "bedrock-other", FieldOutcome::Dropped},
        {"output_config.effort", "string", "bedrock-other", FieldOutcome::Dropped},
        {"top_k", "integer", "bedrock", FieldOutcome::Carried},
        {"top_k", "integer", "bedrock-nova", FieldOutcome::Carried},
        {"top_k", "integer", "bedrock-other", FieldOutcome::Dropped},
    }));
    CAPTURE(row.field, row.target);
    const FormatTable table = storedTable(Format::Anthropic);
    const auto field = std::ranges::find_if(table.fields, [&](const FormatField& each) { return table.pathOf(each) == row.field && each.type == row.type; });
    REQUIRE(field != table.fields.end());
    const auto target = tableTargetNamed(row.target);
    REQUIRE(target);
    CHECK(field->outcomes[*target] == row.outcome);
}

TEST_CASE("a stored prompt, a sealed item and a reference are refused towards every other format")
{
    const FormatTable table = storedTable(Format::OpenAiResponses);
    int seen = 0;
    for (const FormatField& field : table.fields) {
        const bool isSealed = field.name == "input" && (field.type == "compaction" || field.type == "item_reference");
        if (table.pathOf(field) != "prompt" && !isSealed)
            continue;
        ++seen;
        CAPTURE(field.name, field.type);
        for (std::size_t i = 0; i < kTableTargets.size(); ++i)
            CHECK(field.outcomes[i] == (kTableTargets[i].format == Format::OpenAiResponses ? FieldOutcome::AsItIs : FieldOutcome::Refused));
    }
    CHECK(seen == 3);
}

TEST_CASE("a table with a line that makes no sense is refused with its number")
{
    const auto table = parseFormatTable("# Title\n# read\t2026-11-28\nfield\t1\n");
    REQUIRE_FALSE(table);
    CHECK(table.error().text().find("Line 3") != std::string::npos);
}
