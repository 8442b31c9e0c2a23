#include "consumer_dialog.h"

#include "scope_fields.h"

#include "ui/dialogs/form_grid.h"
#include "ui/dialogs/text_field.h"
#include "ui/look/theme.h"
#include "ui/widgets/access/date_edit.h"

#include <QComboBox>
#include <QLineEdit>

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
constexpr int kDialogWidth = 600; ///< so that the hints in its fields are whole

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
    if (consumer.isEmpty()) m_scope = std::make_unique<ScopeFields>(*form(), access.configuration().settings());
    (m_name ? static_cast<QWidget*>(m_name) : m_ends)->setFocus(Qt::OtherFocusReason);
}

ConsumerDialog::~ConsumerDialog() = default;

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
    if (m_scope) {
        draft.routes = m_scope->routes();
        draft.models = m_scope->modelsText();
    }
    return draft;
}

void ConsumerDialog::tell(const ConsumerProblem& problem)
{
    QWidget* field = nullptr;
    if (problem.field == ConsumerField::Name) field = m_name;
    if (problem.field == ConsumerField::Ends) field = m_day;
    if (problem.field == ConsumerField::Models && m_scope) field = m_scope->modelsField();
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
