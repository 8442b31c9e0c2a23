#include "form_grid.h"

#include "ui/widgets/label.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace ui::dialogs {

namespace {

constexpr int kRowGap = 12;
constexpr int kLinesPerRow = 2; // the field, and its error below it

/// Sets the name for screen readers. A widget with its own text is named by that.
void nameField(QWidget& field, const QString& label)
{
    const auto* button = qobject_cast<const QAbstractButton*>(&field);
    const bool speaks = qobject_cast<const QLabel*>(&field) || (button && !button->text().isEmpty());
    if (speaks) field.setAccessibleDescription(label);
    else field.setAccessibleName(label);
    if (const auto* box = qobject_cast<const QComboBox*>(&field); box && box->lineEdit()) box->lineEdit()->setAccessibleName(label);
}

} // namespace

FormGrid::FormGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins({});
    m_grid->setHorizontalSpacing(look::theme().px(kRowGap));
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(1, 1);
}

void FormGrid::addRow(const QString& name, const QString& label, QWidget* field)
{
    using widgets::Label;
    Row row{new Label(label, look::TextRole::Body, Label::Tone::Secondary, this), field,
            new Label({}, look::TextRole::Small, Label::Tone::Error, this), new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)};
    field->setObjectName(name);
    nameField(*field, label);
    row.label->setBuddy(field);
    row.label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.error->setObjectName(name + QStringLiteral("Error"));
    row.error->setWordWrap(true);
    row.error->hide();
    const int line = rowCount() * kLinesPerRow;
    const int gap = look::theme().px(kRowGap);
    // The gap is part of the field's cell, so that hidden rows leave no gap.
    auto* cell = new QVBoxLayout;
    cell->setContentsMargins(0, 0, 0, 0);
    cell->setSpacing(2);
    // A field with a fixed width, such as a button, would otherwise limit the whole column.
    const bool grows = (field->sizePolicy().horizontalPolicy() & QSizePolicy::GrowFlag) != 0;
    cell->addWidget(field, 0, grows ? Qt::Alignment() : Qt::AlignLeft);
    row.hint->setWordWrap(true);
    row.hint->hide();
    cell->addWidget(row.hint);
    cell->addWidget(row.error);
    m_grid->addWidget(row.label, line, 0, Qt::AlignRight | Qt::AlignTop);
    m_grid->addLayout(cell, line, 1);
    m_grid->setRowMinimumHeight(line + 1, gap);
    row.label->setMinimumHeight(look::theme().px(look::theme().metrics().controlHeight));
    m_rows.append(row);
}

const FormGrid::Row* FormGrid::find(const QWidget* field) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.field == field; });
    return found == m_rows.end() ? nullptr : &*found;
}

void FormGrid::setLabel(QWidget* field, const QString& label)
{
    if (const Row* row = find(field)) {
        row->label->setText(label);
        nameField(*field, label);
    }
}

void FormGrid::setHint(QWidget* field, const QString& text)
{
    const Row* row = find(field);
    if (!row) return;
    row->hint->setText(text);
    row->hint->setVisible(row->isVisible && !text.isEmpty());
}

void FormGrid::setRowVisible(QWidget* field, bool visible)
{
    for (int i = 0; i < rowCount(); ++i) {
        Row& row = m_rows[i];
        if (row.field != field) continue;
        row.isVisible = visible;
        row.label->setVisible(visible);
        row.field->setVisible(visible);
        row.hint->setVisible(visible && !row.hint->text().isEmpty());
        row.error->setVisible(visible && !row.error->text().isEmpty());
        m_grid->setRowMinimumHeight(i * kLinesPerRow + 1, visible ? look::theme().px(kRowGap) : 0);
    }
}

void FormGrid::setError(QWidget* field, const QString& text)
{
    const Row* row = find(field);
    if (!row) return;
    row->error->setText(text);
    row->error->setVisible(row->isVisible && !text.isEmpty());
    // Read by screen readers together with the field.
    field->setAccessibleDescription(text);
}

QString FormGrid::error(const QWidget* field) const
{
    const Row* row = find(field);
    return row ? row->error->text() : QString();
}

void FormGrid::clearErrors()
{
    for (const Row& row : std::as_const(m_rows)) setError(row.field, {});
}

void FormGrid::truncate(int count)
{
    while (rowCount() > count) {
        const Row row = m_rows.takeLast();
        m_grid->setRowMinimumHeight(rowCount() * kLinesPerRow + 1, 0);
        delete row.label;
        delete row.field;
        delete row.hint;
        delete row.error;
    }
}

} // namespace ui::dialogs
