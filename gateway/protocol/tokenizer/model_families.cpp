#include "model_families.h"

#include "gateway/core/json/json.h"

#include <QFile>
#include <QtGlobal>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

static void takeFamilies() { Q_INIT_RESOURCE(tokenizers); }

namespace gateway::protocol {

namespace {

struct FamilyRow {
    std::string prefix;
    bool isWhole = false; ///< matches the whole name, not only its beginning
    TokenFamily family;
};

std::vector<FamilyRow> readRows()
{
    takeFamilies();
    QFile file(QStringLiteral(":/tokenizers/families.json"));
    const std::string text = file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    std::vector<FamilyRow> rows;
    const auto tree = parseJson(text);
    if (!tree)
        return rows; // invalid: a test checks the file
    for (const Json& row : (*tree)["families"]) {
        std::string pattern = row["models"].get<std::string>();
        const bool isWhole = !pattern.ends_with('*');
        if (!isWhole)
            pattern.pop_back();
        rows.push_back({std::move(pattern), isWhole, row["tokenizer"] == "o200k" ? TokenFamily::O200k : TokenFamily::Cl100k});
    }
    return rows;
}

} // namespace

std::optional<TokenFamily> tokenFamilyOf(std::string_view model)
{
    static const std::vector<FamilyRow> rows = readRows();
    model.remove_prefix(std::min(model.rfind('/') + 1, model.size()));
    const auto row = std::ranges::find_if(
        rows, [model](const FamilyRow& each) { return each.isWhole ? model == each.prefix : model.starts_with(each.prefix); });
    return row == rows.end() ? std::nullopt : std::optional(row->family);
}

} // namespace gateway::protocol
