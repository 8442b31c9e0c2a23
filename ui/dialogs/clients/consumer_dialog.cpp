#include "consumer_dialog.h"

#include "ui/dialogs/form_grid.h"
#include "ui/dialogs/text_field.h"
#include "ui/look/theme.h"
#include "ui/widgets/access/date_edit.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>

#include <algorithm>

namespace ui::dialogs {

using models::ConsumerDraft;
using models::ConsumerField;
using models::ConsumerProblem;
using models::MadeKey;

namespace {

constexpr int kForever = 0;
constexpr int kOnADay = -1;
constexpr int kMonth = 30;
constexpr int kQuarter = 90;
constexpr int kYear = 365;
constexpr int kModelLines = 2;
constexpr int kDialogWidth = 600; ///< so that the hints in its fields are whole
constexpr int kMostRouteRows = 4;

} // namespace

ConsumerDialog::ConsumerDialog(const Access& access, const QString& consumer, const QDate& today, QWidget* parent)
    : FormDialog(consumer.isEmpty() ? tr("Add a consumer") : tr("Create a key for “%1”").arg(consumer),
          consumer.isEmpty() ? tr("Add consumer") : tr("Create key"), parent),
      m_access(access), m_consumer(consumer), m_today(today), m_ends(new QComboBox(form())), m_day(new widgets::DateEdit(today.addDays(kQuarter), form()))
{
    setObjectName(QStringLiteral("consumerDialog"));
    setMinimumWidth(look::theme().px(kDialogWidth));
    if (consumer.isEmpty()) {
        m_name = new QLineEdit(form());
        m_name->setMaxLength(ConsumerDraft::kLongestName);
        m_name->setPlaceholderText(tr("such as the name of a client"));
        form()->addRow(QStringLiteral("consumerName"), tr("Name"), m_name);
    }
    fillFields();
    if (consumer.isEmpty()) addScope();
    (m_name ? static_cast<QWidget*>(m_name) : m_ends)->setFocus(Qt::OtherFocusReason);
}

void ConsumerDialog::fillFields()
{
    m_ends->addItem(tr("never"), kForever);
    m_ends->addItem(tr("in 30 days"), kMonth);
    m_ends->addItem(tr("in 90 days"), kQuarter);
    m_ends->addItem(tr("in a year"), kYear);
    m_ends->addItem(tr("on a date…"), kOnADay);
    form()->addRow(QStringLiteral("consumerEnds"), tr("Key expires"), m_ends);
    form()->addRow(QStringLiteral("consumerDay"), tr("Last day"), m_day);
    connect(m_ends, &QComboBox::currentIndexChanged, this, &ConsumerDialog::showDay);
    showDay();
}

void ConsumerDialog::addScope()
{
    const auto& routes = m_access.configuration().settings().routes;
    if (!routes.empty()) {
        m_routes = new QListWidget(form());
        for (const auto& route : routes) {
            auto* item = new QListWidgetItem(QString::fromStdString(route.id), m_routes);
            item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
            item->setCheckState(Qt::Unchecked);
        }
        m_routes->setCurrentRow(0);
        const int rows = std::min(m_routes->count(), kMostRouteRows);
        m_routes->setFixedHeight(rows * m_routes->sizeHintForRow(0) + 2 * m_routes->frameWidth());
        form()->addRow(QStringLiteral("consumerRoutes"), tr("Allowed routes"), m_routes);
        form()->setHint(m_routes, tr("None selected: all routes are allowed"));
    }
    m_models = new TextField(kModelLines, form());
    m_models->setPlaceholderText(tr("empty: all; or names separated by commas"));
    form()->addRow(QStringLiteral("consumerModels"), tr("Allowed models"), m_models);
}

void ConsumerDialog::showDay()
{
    form()->setRowVisible(m_day, m_ends->currentData().toInt() == kOnADay);
}

ConsumerDraft ConsumerDialog::typed() const
{
    ConsumerDraft draft;
    draft.isNew = m_name != nullptr;
    draft.name = m_name ? m_name->text() : m_consumer;
    const int days = m_ends->currentData().toInt();
    if (days == kOnADay) draft.lastDay = m_day->date();
    else if (days != kForever) draft.lastDay = m_today.addDays(days);
    for (int row = 0; m_routes && row < m_routes->count(); ++row) {
        if (m_routes->item(row)->checkState() == Qt::Checked) draft.routes.push_back(m_routes->item(row)->text().toStdString());
    }
    if (m_models) draft.models = m_models->toPlainText();
    return draft;
}

void ConsumerDialog::tell(const ConsumerProblem& problem)
{
    QWidget* field = nullptr;
    if (problem.field == ConsumerField::Name) field = m_name;
    if (problem.field == ConsumerField::Ends) field = m_day;
    if (problem.field == ConsumerField::Models) field = m_models;
    showProblem(field, problem.text, problem.detail);
    if (field) field->setFocus(Qt::OtherFocusReason);
}

void ConsumerDialog::save()
{
    clearProblems();
    const ConsumerDraft draft = typed();
    const auto problems = draft.check(m_access.configuration().settings(), m_today);
    for (const ConsumerProblem& problem : problems) tell(problem);
    if (!problems.empty()) return;
    setSaving(true);
    models::makeKey(m_access, draft, this, [this, name = draft.name.trimmed()](const MadeKey& result) {
        setSaving(false);
        if (result.key.empty()) return tell(result.problem);
        Q_EMIT made(name, result.key);
        accept();
    });
}

} // namespace ui::dialogs
