#include "typed_rows_model.h"

#include "eval_text.h"

#include "gateway/core/json/json.h"
#include "gateway/evaluation/datasets/dataset.h"
#include "ui/words/sentence_words.h"

#include <QBuffer>

#include <utility>

namespace ui::models {

namespace {

const char* assertionOf(TypedRow::Check check)
{
    switch (check) {
    case TypedRow::Check::Contains: return "contains";
    case TypedRow::Check::Equals: return "equals";
    case TypedRow::Check::Number: return "number";
    case TypedRow::Check::Regex: return "regex";
    case TypedRow::Check::Judge: return "judge";
    }
    return "";
}

gateway::Json jsonOf(const TypedRow& row)
{
    const std::string expected = row.expected.trimmed().toStdString();
    gateway::Json json{{"prompt", row.question.trimmed().toStdString()}};
    gateway::Json assertion{{"type", assertionOf(row.check)}};
    if (row.check == TypedRow::Check::Number) {
        bool isNumber = false;
        const double number = row.expected.trimmed().toDouble(&isNumber);
        assertion["value"] = isNumber ? gateway::Json(number) : gateway::Json(expected);
    } else if (row.check != TypedRow::Check::Judge) {
        assertion["value"] = expected;
    }
    if (row.check != TypedRow::Check::Regex && !expected.empty()) json["reference"] = expected;
    json["assert"] = gateway::Json::array({std::move(assertion)});
    for (const QString& tag : row.tags) json["tags"].push_back(tag.toStdString());
    return json;
}

} // namespace

QString TypedRowsModel::nameOf(TypedRow::Check check) { return EvalText::assertion(QString::fromLatin1(assertionOf(check)).toStdString()); }

QString TypedRowsModel::put(const TypedRow& row, std::optional<int> place)
{
    if (row.question.trimmed().isEmpty()) return tr("Enter a question.");
    if (row.expected.trimmed().isEmpty()) return tr("Enter the answer that is expected.");
    QBuffer buffer;
    buffer.setData(QByteArray::fromStdString(gateway::toText(jsonOf(row)) + '\n'));
    buffer.open(QIODevice::ReadOnly);
    QString problem;
    const auto read = gateway::evaluation::readRows(
        buffer, gateway::evaluation::DatasetFormat::JsonLines, [](const auto&) { return true; },
        [&](const gateway::evaluation::RowProblem& found) {
            if (problem.isEmpty()) problem = tr("The expected answer %1.", "what is wrong with it").arg(words::SentenceWords::of(found.message));
        });
    if (!read) return EvalText::error(read.error());
    if (!problem.isEmpty()) return problem;
    if (place && *place >= 0 && *place < rowCount()) {
        m_rows[static_cast<std::size_t>(*place)] = row;
        Q_EMIT dataChanged(index(*place, 0), index(*place, ColumnCount - 1));
        return {};
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back(row);
    endInsertRows();
    return {};
}

void TypedRowsModel::remove(int place)
{
    if (place < 0 || place >= rowCount()) return;
    beginRemoveRows({}, place, place);
    m_rows.erase(m_rows.begin() + place);
    endRemoveRows();
}

std::string TypedRowsModel::text() const
{
    std::string text;
    for (const TypedRow& row : m_rows) text += gateway::toText(jsonOf(row)) + '\n';
    return text;
}

int TypedRowsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int TypedRowsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TypedRowsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || role != Qt::DisplayRole) return {};
    const TypedRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Question: return row.question.simplified();
    case Expected: return row.expected.simplified();
    case Check: return nameOf(row.check);
    case Tags: return row.tags.join(QStringLiteral(", "));
    default: return {};
    }
}

QVariant TypedRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Question: return tr("Question");
    case Expected: return tr("Expected answer");
    case Check: return tr("Check");
    case Tags: return tr("Tags");
    default: return {};
    }
}

} // namespace ui::models
