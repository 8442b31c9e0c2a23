#include "type_dataset_dialog.h"

#include "gateway/evaluation/datasets/own_datasets.h"
#include "ui/dialogs/form_grid.h"
#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <optional>
#include <string>

namespace ui::pages {

using gateway::Result;
using gateway::usage::AskThread;
using models::TypedRow;
using models::TypedRowsModel;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kMostTypedRows = 6;
constexpr int kQuestionHeight = 64;
constexpr int kExpectedHeight = 46;
constexpr int kTableWidth = 520;
constexpr TypedRow::Check kChecks[] = {TypedRow::Check::Contains, TypedRow::Check::Equals, TypedRow::Check::Number, TypedRow::Check::Regex, TypedRow::Check::Judge};

} // namespace

TypeDatasetDialog::TypeDatasetDialog(const QString& dataDir, QWidget* parent)
    : FormDialog(tr("Type a dataset"), tr("Save dataset"), parent), m_dataDir(dataDir), m_name(new QLineEdit(form())), m_table(new widgets::DataTable(form())),
      m_question(new QPlainTextEdit(form())), m_expected(new QPlainTextEdit(form())), m_check(new QComboBox(form())), m_tags(new QLineEdit(form())),
      m_take(new Button(ButtonKind::Plain, {}, QStringLiteral("act-add"), form())), m_remove(new Button(ButtonKind::Plain, tr("Remove row"), {}, form())),
      m_thread(QStringLiteral("typed rows"))
{
    setObjectName(QStringLiteral("typeDatasetDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(m_take, &QPushButton::clicked, this, &TypeDatasetDialog::take);
    connect(m_remove, &QPushButton::clicked, this, &TypeDatasetDialog::removeRow);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TypeDatasetDialog::showRow);
    settle();
    m_name->setFocus(Qt::OtherFocusReason);
}

void TypeDatasetDialog::build()
{
    const look::Theme& theme = look::theme();
    m_take->setObjectName(QStringLiteral("takeRow"));
    m_remove->setObjectName(QStringLiteral("removeRow"));
    m_table->setModel(&m_rows);
    m_table->setColumns({0, 150, 110, 90}, TypedRowsModel::Question);
    m_table->setGivingWay({TypedRowsModel::Tags, TypedRowsModel::Check});
    m_table->setFitsRows(2, kMostTypedRows);
    m_table->setMinimumWidth(theme.px(kTableWidth));
    m_question->setFixedHeight(theme.px(kQuestionHeight));
    m_expected->setFixedHeight(theme.px(kExpectedHeight));
    for (QPlainTextEdit* const text : {m_question, m_expected}) text->setTabChangesFocus(true);
    for (const TypedRow::Check check : kChecks) m_check->addItem(TypedRowsModel::nameOf(check), static_cast<int>(check));
    auto* buttons = new QWidget(form());
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins({});
    row->addWidget(m_take);
    row->addWidget(m_remove);
    row->addStretch(1);
    form()->addRow(QStringLiteral("datasetName"), tr("Name"), m_name);
    form()->addRow(QStringLiteral("typedRows"), tr("Rows"), m_table);
    form()->addRow(QStringLiteral("typedQuestion"), tr("Question"), m_question);
    form()->addRow(QStringLiteral("typedExpected"), tr("Expected answer"), m_expected);
    form()->addRow(QStringLiteral("typedCheck"), tr("Check"), m_check);
    form()->addRow(QStringLiteral("typedTags"), tr("Tags"), m_tags);
    form()->setHint(m_tags, tr("separated by commas; results are also shown by tag"));
    form()->addRow(QStringLiteral("typedButtons"), QString(), buttons);
    m_table->setAccessibleName(tr("Rows"));
}

int TypeDatasetDialog::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.first().row();
}

TypedRow TypeDatasetDialog::typed() const
{
    TypedRow row{m_question->toPlainText(), m_expected->toPlainText(), static_cast<TypedRow::Check>(m_check->currentData().toInt()), {}};
    for (const QString& tag : m_tags->text().split(QLatin1Char(','))) // also the comma of a Chinese keyboard
        for (const QString& part : tag.split(QChar(0xFF0C)))
            if (!part.trimmed().isEmpty()) row.tags += part.trimmed();
    return row;
}

void TypeDatasetDialog::take()
{
    clearProblems();
    const int place = selected();
    const QString problem = m_rows.put(typed(), place >= 0 ? std::optional(place) : std::nullopt);
    if (!problem.isEmpty()) {
        QPlainTextEdit* const field = m_question->toPlainText().trimmed().isEmpty() ? m_question : m_expected;
        showProblem(field, problem, {});
        field->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_table->clearSelection();
    clearFields();
    m_question->setFocus(Qt::OtherFocusReason);
}

void TypeDatasetDialog::removeRow()
{
    m_rows.remove(selected());
    m_table->clearSelection();
    clearFields();
}

void TypeDatasetDialog::showRow()
{
    if (const int place = selected(); place >= 0) {
        const TypedRow& row = m_rows.rows()[static_cast<std::size_t>(place)];
        m_question->setPlainText(row.question);
        m_expected->setPlainText(row.expected);
        m_check->setCurrentIndex(m_check->findData(static_cast<int>(row.check)));
        m_tags->setText(row.tags.join(QStringLiteral(", ")));
    }
    settle();
}

void TypeDatasetDialog::clearFields()
{
    m_question->clear();
    m_expected->clear(); // check and tags are often those of the row before
    settle();
}

void TypeDatasetDialog::settle()
{
    m_take->setText(selected() >= 0 ? tr("Change row") : tr("Add row"));
    m_remove->setEnabled(selected() >= 0);
}

void TypeDatasetDialog::save()
{
    // What is still in the fields is meant to be in the dataset.
    if (!m_question->toPlainText().trimmed().isEmpty() && (selected() < 0 || m_rows.rows()[static_cast<std::size_t>(selected())] != typed())) {
        take();
        if (!m_question->toPlainText().trimmed().isEmpty()) return; // its problem is shown
    }
    clearProblems();
    if (m_rows.rows().empty()) return showProblem(m_question, tr("Enter a question."), {});
    setSaving(true);
    m_thread.ask<QString>(
        [folder = m_dataDir, name = m_name->text().trimmed().toStdString(), rows = m_rows.text()](const AskThread::Stop&) {
            return gateway::evaluation::saveOwnDataset(folder, name, rows);
        },
        this, [this](const Result<QString>& path) {
            setSaving(false);
            if (!path) {
                const bool isName = path.error().param == "name";
                const QString text = models::EvalText::error(path.error());
                return showProblem(isName ? m_name : nullptr, isName ? tr("The name %1.", "what is wrong with it").arg(text.left(1).toLower() + text.mid(1)) : text, {});
            }
            Q_EMIT saved(*path);
            accept();
        });
}

} // namespace ui::pages
