#include "failure_class_dialog.h"

#include "choice.h"
#include "form_grid.h"

#include "ui/models/routes/failure_class_list_model.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"
#include "ui/words/rule_words.h"

#include <QDoubleSpinBox>
#include <QPointer>

#include <cmath>

namespace ui::dialogs {

using gateway::config::FailureClass;
using gateway::config::FailureClassSettings;
using gateway::config::Next;
using gateway::config::Rests;
using gateway::routing::FailurePolicy;
using words::RuleWords;

namespace {

constexpr double kSecond_ms = 1000;
constexpr double kLongest_s = 24 * 3600; ///< what the configuration takes
constexpr double kUsual_s = 60;

/// How a duration is set: by the provider's key failover, or in seconds.
enum class Length { ByFailover, Own };

/// Seconds with millisecond precision, without trailing zeros.
class SecondsBox final : public QDoubleSpinBox {
public:
    explicit SecondsBox(QWidget* parent) : QDoubleSpinBox(parent)
    {
        setDecimals(3);
        setRange(1 / kSecond_ms, kLongest_s);
    }
    QString textFromValue(double value) const override
    {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest).remove(locale().groupSeparator());
    }
};

} // namespace

FailureClassDialog::FailureClassDialog(const Access& access, FailureClass failure, QWidget* parent)
    : FormDialog(tr("After “%1”", "a class of failures").arg(RuleWords::failure(failure)), tr("Save class"), parent), m_access(access),
      m_failure(failure), m_opened(models::ownOf(access.configuration().settings().failures, failure)), m_builtInRests(access.diagnosis().failureRules()->builtInPolicy(failure).rests), m_then(new QComboBox(form())),
      m_rests(new QComboBox(form())), m_moment(new QComboBox(form())), m_length(new QComboBox(form())), m_time(new SecondsBox(form()))
{
    setObjectName(QStringLiteral("failureClassDialog"));
    fillFields(access.diagnosis().failureRules()->builtInPolicy(failure));
    fill(m_opened);
    settleRows();
    for (QComboBox* choice : {m_rests, m_length}) connect(choice, &QComboBox::currentIndexChanged, this, &FailureClassDialog::settleRows);
    m_then->setFocus(Qt::OtherFocusReason);
}

void FailureClassDialog::fillFields(const FailurePolicy& builtIn)
{
    const auto asBuiltIn = [](const QString& value) { return tr("As built in (%1)").arg(value); };
    addChoice<Next>(*m_then, {}, asBuiltIn(RuleWords::nextInShort(builtIn.then)));
    m_then->setItemData(0, RuleWords::next(builtIn.then), Qt::ToolTipRole);
    for (const Next next : gateway::config::kNexts) {
        addChoice<Next>(*m_then, next, RuleWords::nextInShort(next));
        m_then->setItemData(m_then->count() - 1, RuleWords::next(next), Qt::ToolTipRole);
    }
    addChoice<Rests>(*m_rests, {}, asBuiltIn(RuleWords::rests(builtIn.rests)));
    for (const Rests rests : gateway::config::kRests) addChoice<Rests>(*m_rests, rests, RuleWords::rests(rests));
    addChoice<bool>(*m_moment, {}, asBuiltIn(RuleWords::moment(builtIn.atOnce)));
    for (const bool atOnce : {true, false}) addChoice<bool>(*m_moment, atOnce, RuleWords::moment(atOnce));
    addChoice<Length>(*m_length, {}, asBuiltIn(RuleWords::lasting(builtIn.rest)));
    addChoice<Length>(*m_length, Length::ByFailover, RuleWords::lasting({}));
    addChoice<Length>(*m_length, Length::Own, tr("custom"));
    m_moment->setToolTip(tr("The provider’s cooldown settings define how many failures"));
    m_length->setToolTip(tr("Used when the provider reports no time; doubles with each consecutive cooldown"));
    m_time->setSuffix(tr(" s", "seconds, after a number"));

    form()->addRow(QStringLiteral("classThen"), tr("Then"), m_then);
    form()->addRow(QStringLiteral("classRests"), tr("Cooldown of"), m_rests);
    form()->addRow(QStringLiteral("classMoment"), tr("When"), m_moment);
    form()->addRow(QStringLiteral("classLength"), tr("Initial cooldown"), m_length);
    form()->addRow(QStringLiteral("classTime"), tr("Time"), m_time);
}

void FailureClassDialog::fill(const FailureClassSettings& own)
{
    choose(*m_then, own.then);
    choose(*m_rests, own.rests);
    choose(*m_moment, own.atOnce);
    std::optional<Length> length;
    if (own.rest_ms) length = *own.rest_ms > 0 ? Length::Own : Length::ByFailover;
    choose(*m_length, length);
    m_time->setValue(length == Length::Own ? *own.rest_ms / kSecond_ms : kUsual_s);
}

// Without a cooldown, its start and duration do not apply.
void FailureClassDialog::settleRows()
{
    const bool restsNothing = chosen<Rests>(*m_rests).value_or(m_builtInRests) == Rests::Nothing;
    form()->setRowVisible(m_moment, !restsNothing);
    form()->setRowVisible(m_length, !restsNothing);
    form()->setRowVisible(m_time, !restsNothing && chosen<Length>(*m_length) == Length::Own);
}

FailureClassSettings FailureClassDialog::typed() const
{
    FailureClassSettings own{chosen<Next>(*m_then), chosen<Rests>(*m_rests), chosen<bool>(*m_moment), {}};
    if (const auto length = chosen<Length>(*m_length)) {
        own.rest_ms = *length == Length::Own ? static_cast<int>(std::lround(m_time->value() * kSecond_ms)) : 0;
    }
    return own;
}

void FailureClassDialog::save()
{
    clearProblems();
    if (!(models::ownOf(m_access.configuration().settings().failures, m_failure) == m_opened))
        return showProblem(nullptr, tr("The class was changed elsewhere while this dialog was open. Close the dialog and edit the class again."), {});
    setSaving(true);
    m_access.configuration().change(models::withClass(m_access.configuration().settings(), m_failure, typed()), [guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (!guard) return;
        guard->setSaving(false);
        if (!changed) {
            guard->showProblem(nullptr, words::FailureWords::change(changed.error()), words::SentenceWords::detail(changed.error(), guard->m_access.configuration().editing()));
            return;
        }
        Q_EMIT guard->saved();
        guard->accept();
    });
}

} // namespace ui::dialogs
