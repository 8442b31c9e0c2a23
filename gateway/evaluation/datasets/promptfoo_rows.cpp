#include "format_readers.h"
#include "prompt_template.h"
#include "row_fields.h"
#include "yaml_members.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/joined.h"
#include "gateway/core/text/utf8.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::evaluation {

namespace {

/// yaml-cpp keeps all tokens of a flow collection such as "tests: [...]" until it ends, in nine times its bytes.
constexpr qint64 kMostPromptfooBytes = 32 * 1024 * 1024;

/// What is the same for all tests of the file.
struct PromptfooFile {
    Json prompt; ///< a template, or a list of messages
    Json defaults = Json::object();
};

/// Converts an assertion of promptfoo; its values have been filled.
struct MappedType {
    const char* theirs;
    Json (*convert)(RowFields& fields);
    std::vector<std::string> fields;
};

Json withType(const char* type, RowFields& fields)
{
    Json assertion{{"type", type}};
    if (const Json* value = fields.find("value")) // a number is a text here: "42" without quotes
        assertion["value"] = value->is_number() ? Json(toText(*value)) : *value;
    return assertion;
}

Json withLimit(const char* type, RowFields& fields)
{
    Json assertion{{"type", type}};
    if (const Json* threshold = fields.find("threshold"))
        assertion["value"] = *threshold;
    else
        fields.report("threshold", QT_TRANSLATE_NOOP("Error", "is missing; add it"));
    return assertion;
}

/// Source: google/re2, doc/syntax.txt: \Q...\E is literal.
Json withoutCase(RowFields& fields)
{
    std::string literal = fields.text("value").value_or("");
    if (literal.empty())
        fields.report("value", QT_TRANSLATE_NOOP("Error", "is missing; add a string"));
    for (std::size_t at = literal.find("\\E"); at != std::string::npos; at = literal.find("\\E", at + 5))
        literal.replace(at, 2, "\\E\\\\E\\Q");
    return {{"type", "regex"}, {"value", "(?i)\\Q" + literal + "\\E"}};
}

Json asJson(RowFields& fields)
{
    const Json* schema = fields.find("value");
    return {{"type", "json_schema"}, {"value", schema ? *schema : Json(true)}};
}

Json asJudge(RowFields& fields) { return {{"type", "judge"}, {"rubric", fields.has("value") ? *fields.find("value") : Json("")}}; }

const std::vector<MappedType>& mappedTypes()
{
    static const std::vector<MappedType> kMappedTypes{
        {"equals", [](RowFields& fields) { return withType("equals", fields); }, {"value"}},
        {"contains", [](RowFields& fields) { return withType("contains", fields); }, {"value"}},
        {"icontains", withoutCase, {"value"}},
        {"not-contains", [](RowFields& fields) { return withType("not_contains", fields); }, {"value"}},
        {"regex", [](RowFields& fields) { return withType("regex", fields); }, {"value"}},
        {"is-json", asJson, {"value"}},
        {"llm-rubric", asJudge, {"value"}},
        {"cost", [](RowFields& fields) { return withLimit("cost", fields); }, {"threshold"}},
        {"latency", [](RowFields& fields) { return withLimit("latency_ms", fields); }, {"threshold"}},
    };
    return kMappedTypes;
}

std::string mappedNames()
{
    std::vector<std::string> names;
    for (const MappedType& type : mappedTypes())
        names.emplace_back(type.theirs);
    return joined(names);
}

/// Converts one test, together with the file's defaults.
class TestReader {
public:
    TestReader(const PromptfooFile& file, RawRow& row)
        : m_file(file)
        , m_row(row)
    {
    }

    void read(const Json& test)
    {
        m_row.object = Json::object();
        RowFields fields(test, {}, m_row.line, m_row.problems);
        if (!test.is_object())
            return fields.report("", QT_TRANSLATE_NOOP("Error", "must be an object with \"vars\" and \"assert\"; tests in other files are not supported"));
        fields.checkNames({"description", "vars", "assert", "metadata", "threshold"}, true);
        readMetadata(m_file.defaults);
        readMetadata(test);
        m_vars = Json::object();
        readVars(m_file.defaults, "defaultTest.vars");
        readVars(test, "vars");
        m_row.object["vars"] = m_vars;
        m_row.object[m_file.prompt.is_array() ? "messages" : "prompts"] = m_file.prompt;
        m_row.object["assert"] = Json::array();
        readAssertions(m_file.defaults, "defaultTest.assert");
        readAssertions(test, "assert");
        if (m_row.object["assert"].empty())
            m_row.object.erase("assert");
    }

private:
    void readMetadata(const Json& test)
    {
        for (const char* const name : {"id", "tags", "reference"})
            if (const Json* value = json::findField(json::fieldOf(test, "metadata"), name))
                m_row.object[name] = *value;
    }

    void readVars(const Json& test, const std::string& path)
    {
        const Json* vars = json::findField(test, "vars");
        if (vars && !vars->is_object())
            return report(path, QT_TRANSLATE_NOOP("Error", "must be an object of variables; variables in other files are not supported"));
        if (!vars)
            return;
        for (const auto& [name, value] : vars->items()) {
            const std::string field = path + '.' + shortened(name, 60);
            if (value.is_array())
                report(field, QT_TRANSLATE_NOOP("Error", "must be a single value: promptfoo expands a list into several tests, which is not supported; write one test for each value"));
            else if (value.is_string() && value.get_ref<const std::string&>().starts_with("file://"))
                report(field, QT_TRANSLATE_NOOP("Error", "refers to another file, which is not supported; write the text here"));
            m_vars[name] = value;
        }
    }

    void readAssertions(const Json& test, const std::string& path)
    {
        const Json* list = json::findField(test, "assert");
        if (list && !list->is_array())
            return report(path, QT_TRANSLATE_NOOP("Error", "must be a list of assertions"));
        for (std::size_t i = 0; list && i < list->size(); ++i)
            readOne((*list)[i], path + '[' + std::to_string(i) + ']');
    }

    void readOne(Json assertion, const std::string& path)
    {
        RowFields fields(assertion, path, m_row.line, m_row.problems);
        const std::string* name = json::findText(assertion, "type");
        if (!name)
            return fields.report("type", {QT_TRANSLATE_NOOP("Error", "is missing; add one of %1"), {mappedNames()}});
        const auto type = std::ranges::find_if(mappedTypes(), [name](const MappedType& each) { return *name == each.theirs; });
        if (type == mappedTypes().end())
            return fields.report("type", {QT_TRANSLATE_NOOP("Error", "the assertion type \"%1\" cannot be converted from promptfoo; use one of %2"), {shortened(*name, 60), mappedNames()}});
        std::vector<std::string> known = type->fields;
        known.insert(known.end(), {"type", "weight", "metric"});
        fields.checkNames(known, true);
        fillValue(assertion, fields);
        Json converted = type->convert(fields);
        if (const Json* weight = fields.find("weight"))
            converted["weight"] = *weight;
        m_row.object["assert"].push_back(std::move(converted));
    }

    void fillValue(Json& assertion, RowFields& fields)
    {
        const auto value = assertion.find("value");
        if (value == assertion.end() || !value->is_string())
            return;
        if (value->get_ref<const std::string&>().starts_with("file://"))
            return fields.report("value", QT_TRANSLATE_NOOP("Error", "refers to another file, which is not supported; write the text here"));
        if (auto filled = fillTemplate(value->get_ref<const std::string&>(), m_vars))
            *value = std::move(*filled);
        else
            fields.report("value", filled.error().message);
    }

    void report(const std::string& field, Sentence message) { m_row.problems.push_back({m_row.line, field, std::move(message)}); }

    const PromptfooFile& m_file;
    RawRow& m_row;
    Json m_vars;
};

/// The one prompt of the file.
Result<Json> promptOf(const Json& root)
{
    Json prompts = json::fieldOf(root, "prompts");
    if (!prompts.is_array())
        prompts = prompts.is_null() ? Json::array() : Json::array({prompts});
    if (prompts.size() != 1)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "has %1 prompts; keep one in \"prompts\""), {std::to_string(prompts.size())}});
    const Json& prompt = prompts.front();
    const std::string* text = prompt.is_string() ? prompt.get_ptr<const std::string*>() : json::findText(prompt, "raw");
    if (!text || text->starts_with("file://"))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "must have the text of its prompt in \"prompts\"; prompts in other files are not supported")});
    if (const auto messages = text->find('[') != std::string::npos ? parseJson(*text) : failure(ErrorKind::InvalidRequest, Sentence()); messages && messages->is_array())
        return *messages;
    return Json(*text);
}

Result<PromptfooFile> fileOf(const Json& root)
{
    for (const char* const name : {"scenarios", "assertionTemplates", "nunjucksFilters", "extensions"})
        if (json::findField(root, name))
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "uses promptfoo's \"%1\", which is not supported; write out the tests"), {std::string(name)}});
    auto prompt = promptOf(root);
    if (!prompt)
        return failure(std::move(prompt.error()));
    PromptfooFile file;
    file.prompt = std::move(*prompt);
    const Json* defaults = json::findField(root, "defaultTest");
    if (!defaults)
        return file;
    std::vector<RowProblem> problems;
    if (defaults->is_object())
        RowFields(*defaults, "defaultTest", 0, problems).checkNames({"description", "vars", "assert", "metadata", "threshold"}, true);
    if (!defaults->is_object() || !problems.empty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "has a \"defaultTest\" with something other than \"vars\", \"assert\" and \"metadata\"; remove %1"),
            {problems.empty() ? std::string("\"defaultTest\"") : '"' + problems.front().field + '"'}});
    file.defaults = *defaults;
    return file;
}

} // namespace

Result<void> readPromptfoo(QIODevice& device, const RawRowSink& sink)
{
    if (device.size() > kMostPromptfooBytes)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "is larger than %1 MiB; use JSON Lines for so many rows"), {std::to_string(kMostPromptfooBytes / 1024 / 1024)}});
    // What holds for all tests may come after them.
    const auto root = readYamlMembers(device, "tests", [](std::size_t, const Json&) { return true; });
    if (!root)
        return failure(root.error());
    if (!json::findList(*root, "tests"))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "has no \"tests\" list; tests in other files are not supported")});
    const auto file = fileOf(*root);
    if (!file)
        return failure(file.error());
    if (!device.seek(0))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot be read: %1"), {device.errorString().toStdString()}});
    const auto read = readYamlMembers(device, "tests", [&](std::size_t line, const Json& test) {
        RawRow row;
        row.line = line;
        TestReader(*file, row).read(test);
        return sink(std::move(row));
    });
    return read ? Result<void>() : failure(read.error());
}

} // namespace gateway::evaluation
