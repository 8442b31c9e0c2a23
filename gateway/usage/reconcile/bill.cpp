#include "bill.h"

#include "bill_decoding.h"
#include "bill_format.h"
#include "bill_reader.h"
#include "csv_table.h"

#include "gateway/core/text/joined.h"

#include <algorithm>

namespace gateway::usage {

namespace {

bool hasAll(const CsvTable& table, std::span<const std::string_view> columns)
{
    return std::ranges::all_of(columns, [&](std::string_view column) { return table.find(column) >= 0; });
}

std::string knownFormats()
{
    std::string text;
    for (const BillFormat& format : billFormats())
        text.append(text.empty() ? "" : "; ").append(format.name).append(" (").append(joined(format.signature)).append(")");
    return text;
}

} // namespace

std::vector<std::string> billFormatNames()
{
    std::vector<std::string> names;
    for (const BillFormat& format : billFormats())
        names.emplace_back(format.name);
    return names;
}

std::vector<BillColumns> billColumns()
{
    std::vector<BillColumns> all;
    for (const BillFormat& format : billFormats()) {
        BillColumns& columns = all.emplace_back();
        columns.format = format.name;
        columns.needed.assign(format.signature.begin(), format.signature.end());
        columns.days.assign(format.day.begin(), format.day.end());
        columns.model = format.model;
        columns.form = format.form;
        columns.kind = format.kind;
        for (const BillFormat::Kind& kind : format.kinds)
            columns.kinds.emplace_back(kind.value);
        for (const std::string_view column : format.columns())
            if (column != format.model && std::ranges::find(columns.needed, column) == columns.needed.end())
                columns.read.emplace_back(column);
    }
    return all;
}

std::span<const std::string_view> billTypes(std::string_view format)
{
    const auto formats = billFormats();
    const auto found = std::ranges::find(formats, format, &BillFormat::name);
    return found == formats.end() ? std::span<const std::string_view>() : found->types;
}

Result<Bill> readBill(std::string_view file, std::string_view format)
{
    const auto text = billText(file);
    if (!text)
        return failure(text.error());
    const auto table = readCsv(*text);
    if (!table)
        return failure(table.error());
    if (table->names.empty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The file is empty.")});
    const auto formats = billFormats();
    const auto found = std::ranges::find_if(formats, [&](const BillFormat& each) {
        return format.empty() ? hasAll(*table, each.signature) : each.name == format;
    });
    if (found == formats.end())
        return failure(ErrorKind::InvalidRequest, format.empty()
                ? Sentence(QT_TRANSLATE_NOOP("Error", "The columns of the file match no known bill: %1. Known bills: %2."), {joined(table->names), knownFormats()})
                : Sentence(QT_TRANSLATE_NOOP("Error", "Unknown format \"%1\". Known formats: %2."), {std::string(format), knownFormats()}));
    if (!hasAll(*table, found->signature))
        return failure(ErrorKind::InvalidRequest,
            {QT_TRANSLATE_NOOP("Error", "The file is not in format \"%1\", which has the columns %2."), {std::string(found->name), joined(found->signature)}});
    return BillReader(*table, *found).read();
}

} // namespace gateway::usage
