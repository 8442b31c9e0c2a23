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

/// `request` without the object that contains the field.
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

/// Compares the translations with the field, without it, and without its object. Unknown: dropped silently.
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

/// `table` with the outcomes of the current translation.
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
            // A value in an object that is dropped as a whole is dropped with it.
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

/// The text that a file should have.
std::string triedText(const TabledFormat& tabled, std::vector<std::string>& faults)
{
    auto table = parseFormatTable(fileText(tabled));
    REQUIRE(table);
    return formatTableText(tried(tabled.format, std::move(*table), faults));
}

} // namespace

TEST_CASE("the field tables match the actual translation and no field is dropped silently")
{
    std::vector<std::string> faults;
    for (const TabledFormat& tabled : tabledFormats()) {
        CAPTURE(tabled.name);
        INFO("run gateway_protocol_codecs_tests \"[.write-formats]\" where this is meant");
        CHECK(fileText(tabled) == triedText(tabled, faults));
        CHECK(fileText(tabled) == formatTableText(storedTable(tabled.format))); // the file is compiled into the program
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

TEST_CASE("the example request of every place in the field tables is valid")
{
    for (const TabledFormat& tabled : tabledFormats())
        for (const FormatPlace& place : storedTable(tabled.format).places) {
            CAPTURE(tabled.name, toText(place.request));
            CHECK(codecOf(tabled.format).readRequest(place.request, placeFor(tabled.format)).has_value());
        }
}

TEST_CASE("every field table states its sources and when they were read")
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

TEST_CASE("finds formats by their common names")
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

TEST_CASE("reports the outcome of a field separately for each model family on Bedrock")
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

TEST_CASE("stored prompts and sealed items and item references are rejected for every other format")
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

TEST_CASE("reports the line number of a malformed field table")
{
    const auto table = parseFormatTable("# Title\n# read\t2026-11-28\nfield\t1\n");
    REQUIRE_FALSE(table);
    CHECK(table.error().text().find("Line 3") != std::string::npos);
}
