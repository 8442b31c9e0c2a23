#include "usage_csv.h"

#include "ui/models/roles.h"

#include <QAbstractItemModel>
#include <QStringList>

namespace ui::models {

namespace {

// Source: OWASP, "CSV Injection", read 2026-11-20: cells that begin like this are formulas.
constexpr auto kFormulaSigns = "=+-@\t\r";

QString cellOf(const QVariant& value)
{
    QString text = value.toString();
    const bool isNumber = value.typeId() != QMetaType::QString;
    if (!isNumber && !text.isEmpty() && QLatin1StringView(kFormulaSigns).contains(text.front())) text.prepend(u'\'');
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r'))
        text = u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return text;
}

} // namespace

QByteArray toCsv(const QAbstractItemModel& model)
{
    QStringList lines;
    for (int row = -1; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex index = row < 0 ? QModelIndex() : model.index(row, column);
            QVariant value;
            for (const int role : {int(ExportRole), int(RawRole), int(Qt::DisplayRole)})
                if (!value.isValid()) value = row < 0 ? model.headerData(column, Qt::Horizontal, role) : index.data(role);
            if (value.typeId() != QMetaType::QVariantList) cells += cellOf(value);
            else
                for (const QVariant& one : value.toList()) cells += cellOf(one);
        }
        lines += cells.join(u',') + QStringLiteral("\r\n");
    }
    return lines.join(QString()).toUtf8();
}

} // namespace ui::models
