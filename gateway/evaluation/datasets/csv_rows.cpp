#include "csv_records.h"
#include "format_readers.h"
#include "row_fields.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/joined.h"

#include <QUtf8StringView>
#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::evaluation {

namespace {

bool isUtf8(const std::string& text) { return QUtf8StringView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8(); }

Json splitTags(std::string_view text)
{
    Json tags = Json::array();
    while (!text.empty()) {
        const std::string_view tag = text.substr(0, text.find(';'));
        tags.push_back(std::string(trimmed(tag)));
        text.remove_prefix(std::min(text.size(), tag.size() + 1));
    }
    return tags;
}

/// Sets the member for a cell that is not empty.
void addCell(RawRow& row, const std::string& name, std::string text)
{
    static constexpr std::array<std::string_view, 3> kJson{"messages", "vars", "assert"};
    if (!isUtf8(text))
        return row.problems.push_back({row.line, name, QT_TRANSLATE_NOOP("Error", "is not valid UTF-8; save the file as UTF-8")});
    if (name == "tags") {
        row.object[name] = splitTags(text);
    } else if (std::ranges::find(kJson, name) == kJson.end()) {
        row.object[name] = std::move(text);
    } else if (auto json = parseJson(text)) {
        row.object[name] = std::move(*json);
    } else {
        row.problems.push_back({row.line, name, {QT_TRANSLATE_NOOP("Error", "is not valid JSON: %1"), {json.error().message}}});
    }
}

Result<void> checkHeader(const CsvRecords::Record& header)
{
    const auto& names = header.fields;
    const auto has = [&names](const char* name) { return std::ranges::find(names, name) != names.end(); };
    if (!header.problem.isEmpty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the header row %1"), {header.problem}});
    if (!has("prompt") && !has("messages") && !has("prompts"))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "needs a header row with a column \"prompt\", \"messages\" or \"prompts\", separated by commas; the columns are %1"), {joined(rowFieldNames())}});
    for (const std::string& name : names)
        if (std::ranges::count(names, name) > 1)
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "has the column \"%1\" twice; remove one"), {isUtf8(name) ? name : std::string()}});
    return {};
}

} // namespace

Result<void> readCsv(QIODevice& device, const RawRowSink& sink)
{
    CsvRecords records(device);
    CsvRecords::Record record;
    if (!records.next(record))
        return {};
    for (std::string& name : record.fields)
        name = std::string(trimmed(name));
    if (auto checked = checkHeader(record); !checked)
        return checked;
    const std::vector<std::string> names = std::move(record.fields);
    while (records.next(record)) {
        RawRow row;
        row.line = record.line;
        row.object = Json::object();
        if (!record.problem.isEmpty())
            row.problems.push_back({row.line, {}, record.problem});
        else if (record.fields.size() != names.size())
            row.problems.push_back({row.line, {}, {QT_TRANSLATE_NOOP("Error", "has %1 fields, but the header row has %2; check commas and quotes"),
                {std::to_string(record.fields.size()), std::to_string(names.size())}}});
        const bool isReadable = row.problems.empty();
        for (std::size_t i = 0; i < names.size() && isReadable; ++i)
            if (!record.fields[i].empty() && isUtf8(names[i]))
                addCell(row, names[i], std::move(record.fields[i]));
        if (!sink(std::move(row)))
            return {};
    }
    if (records.hasFailed())
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot be read: %1"), {device.errorString().toStdString()}});
    return {};
}

} // namespace gateway::evaluation
