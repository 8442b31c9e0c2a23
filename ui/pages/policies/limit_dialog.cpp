#include "limit_dialog.h"

#include "gateway/config/fields/fields.h"
#include "gateway/config/settings_tree.h"
#include "gateway/limits/terms/count_expression.h"
#include "ui/dialogs/form_grid.h"
#include "ui/models/formatter.h"
#include "ui/models/policies/limit_text.h"
#include "ui/widgets/status_label.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QRegularExpression>
#include <QSpinBox>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui::pages {

using gateway::CalendarUnit;
using gateway::config::Issue;
using gateway::config::LimitBy;
using gateway::config::LimitKind;
using gateway::config::LimitReserve;
using gateway::config::LimitSettings;
using gateway::config::LimitWindow;
using models::LimitPlace;
using models::LimitText;
using models::PlacedLimit;

namespace {

constexpr double kMostCost = 1e6;
constexpr double kMostCounted = 1e15;
constexpr double kMostConcurrent = 1e6;
constexpr int kCostDecimals = 6;
constexpr int kMostQueue = 100'000;
constexpr int kWaitDecimals = 3;
constexpr double kLongestWait_s = 3600;
constexpr double kSecond_ms = 1000;
constexpr int kMostPercent = 100;
constexpr int kByColumns = 3;
constexpr int kLongestExpression = 1024;
constexpr std::array<std::int64_t, 6> kUnitSeconds{1, 60, 3600, 24 * 3600, 7 * 24 * 3600, 30 * 24 * 3600};
constexpr std::int64_t kLongest_s = 366 * 24 * 3600;

enum Exceeded { Refuse, Redirect };
enum Counting { Total, Input, Output, Expression };
constexpr std::array<std::string_view, 3> kCountNames{"total", "input", "output"};

/// A number without trailing zeros and thousands separators.
class AmountBox final : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    QString textFromValue(double value) const override
    {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest).remove(locale().groupSeparator());
    }
};

/// "openai, ollama" as a list; empty words are left out.
std::vector<std::string> listIn(const QString& text)
{
    std::vector<std::string> words;
    static const QRegularExpression separators(QStringLiteral("[,，、;\\n]"));
    for (const QString& word : text.split(separators))
        if (const QString trimmed = word.trimmed(); !trimmed.isEmpty()) words.push_back(trimmed.toStdString());
    return words;
}

QString joined(const std::vector<std::string>& words)
{
    QStringList all;
    for (const std::string& word : words) all += QString::fromStdString(word);
    return all.join(QStringLiteral(", "));
}

PlacedLimit limitToEdit(const models::Configuration& configuration, const QString& name, const LimitSettings& preset)
{
    if (const auto found = models::findLimit(configuration.settings(), name.toStdString()); found && !name.isEmpty()) return *found;
    PlacedLimit fresh{{}, preset};
    fresh.settings.name.clear();
    return fresh;
}

} // namespace

LimitDialog::LimitDialog(const Access& access, const gateway::Clock& clock, const QString& name, const LimitSettings& preset, QWidget* parent)
    : FormDialog(name.isEmpty() ? tr("Add limit") : tr("Edit limit “%1”").arg(name), name.isEmpty() ? tr("Add limit") : tr("Save limit"), parent), m_access(access),
      m_before(limitToEdit(access.configuration(), name, preset)), m_preview(access, clock), m_name(new QLineEdit(form())), m_place(new QComboBox(form())), m_kind(new QComboBox(form())),
      m_amount(new AmountBox(form())), m_currency(new QComboBox(form())), m_limitRow(rowOf({m_kind, m_amount, m_currency})), m_count(new QComboBox(form())), m_expression(new QLineEdit(form())),
      m_number(new QSpinBox(form())), m_unit(new QComboBox(form())), m_calendar(new QComboBox(form())), m_windowRow(rowOf({m_number, m_unit, m_calendar})), m_byRow(new QWidget(form())),
      m_providers(new QLineEdit(form())), m_models(new QLineEdit(form())), m_consumers(new QLineEdit(form())), m_reserve(new QComboBox(form())), m_exceeded(new QComboBox(form())),
      m_to(new QComboBox(form())), m_queue(new QSpinBox(form())), m_wait(new AmountBox(form())), m_warnAt(new QLineEdit(form())), m_previewLine(new widgets::StatusLabel(form()))
{
    setObjectName(QStringLiteral("limitDialog"));
    fillChoices();
    addRows();
    PlacedLimit shown = m_before;
    if (name.isEmpty()) shown.settings.name = models::freeLimitName(access.configuration().settings(), preset.name.empty() ? "limit" : preset.name);
    fill(shown);
    connectFields();
    edited();
    m_name->setFocus(Qt::OtherFocusReason);
}

QWidget* LimitDialog::rowOf(std::initializer_list<QWidget*> controls)
{
    auto* row = new QWidget(form());
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(look::theme().px(8));
    for (QWidget* control : controls) line->addWidget(control, 1);
    row->setFocusProxy(*controls.begin());
    return row;
}

void LimitDialog::fillChoices()
{
    const auto& settings = m_access.configuration().settings();
    const auto addPlace = [this](const LimitPlace& place) {
        m_places.push_back(place);
        m_place->addItem(LimitText::place(place));
    };
    addPlace({});
    for (const auto& route : settings.routes) addPlace({LimitPlace::Kind::Route, route.id});
    for (const auto& consumer : settings.consumers) addPlace({LimitPlace::Kind::Consumer, consumer.name});
    for (const LimitKind kind : {LimitKind::Requests, LimitKind::Tokens, LimitKind::Cost, LimitKind::Concurrent}) m_kind->addItem(LimitText::kind(kind), static_cast<int>(kind));
    for (const std::string_view currency : gateway::kCurrencyNames) m_currency->addItem(QString::fromUtf8(currency.data(), static_cast<qsizetype>(currency.size())));
    m_count->addItems({tr("Input + output"), tr("Input"), tr("Output"), tr("Weighted…")});
    m_unit->addItems({tr("seconds"), tr("minutes"), tr("hours"), tr("days"), tr("weeks"), tr("months")});
    m_calendar->addItems({tr("Sliding"), tr("Calendar")});
    m_calendar->setItemData(0, tr("Always the last hour, day …: uses become free one by one"), Qt::ToolTipRole);
    m_calendar->setItemData(1, tr("From one full hour, midnight … to the next; weeks begin on Monday"), Qt::ToolTipRole);
    m_reserve->addItems({tr("Maximum, never overspends"), tr("Estimate, may overspend"), tr("Nothing, may overspend")});
    m_reserve->setItemData(0, tr("The input and the most the model may answer; what is not used is given back"), Qt::ToolTipRole);
    m_reserve->setItemData(1, tr("The median of the last 50 requests to the model"), Qt::ToolTipRole);
    m_exceeded->addItems({tr("Refuse"), tr("Send to another target")});
    m_to->setEditable(true);
    for (const auto& provider : settings.providers)
        for (const std::string& model : provider.models.value_or(std::vector<std::string>())) m_to->addItem(QString::fromStdString(provider.id + '/' + model));
    m_to->lineEdit()->setPlaceholderText(tr("provider/model, such as ollama/qwen3"));
    auto* grid = new QGridLayout(m_byRow);
    grid->setContentsMargins(0, look::theme().px(6), 0, look::theme().px(6));
    grid->setSpacing(look::theme().px(8));
    for (std::size_t i = 0; i < gateway::config::kLimitByNames.size(); ++i) {
        auto* box = new QCheckBox(LimitText::by(static_cast<LimitBy>(i)), m_byRow);
        box->setObjectName(QStringLiteral("limitBy-%1").arg(QString::fromUtf8(gateway::config::kLimitByNames[i].data(), static_cast<qsizetype>(gateway::config::kLimitByNames[i].size()))));
        grid->addWidget(box, static_cast<int>(i) / kByColumns, static_cast<int>(i) % kByColumns);
        m_by += box;
    }
    m_byRow->setFocusProxy(m_by.front());
}

void LimitDialog::addRows()
{
    m_name->setMaxLength(static_cast<int>(gateway::config::kMaxLimitName));
    m_number->setRange(1, static_cast<int>(kLongest_s));
    m_queue->setRange(0, kMostQueue);
    m_wait->setDecimals(kWaitDecimals);
    m_wait->setRange(1 / kSecond_ms, kLongestWait_s);
    m_wait->setSuffix(tr(" s", "seconds, after a number"));
    m_expression->setMaxLength(kLongestExpression);
    m_expression->setPlaceholderText(QStringLiteral("input + 5 * output + 0.1 * cached"));
    for (QLineEdit* line : {m_providers, m_models, m_consumers}) line->setPlaceholderText(tr("all; otherwise names, separated by commas"));
    m_warnAt->setPlaceholderText(tr("never; otherwise such as 50%, 80%, 100%"));
    m_previewLine->setWraps();

    form()->addRow(QStringLiteral("limitName"), tr("Name"), m_name);
    form()->addRow(QStringLiteral("limitPlace"), tr("Applies to"), m_place);
    form()->addRow(QStringLiteral("limitRow"), tr("Limit"), m_limitRow);
    form()->addRow(QStringLiteral("limitCount"), tr("Counted tokens"), m_count);
    form()->addRow(QStringLiteral("limitExpression"), tr("Weights"), m_expression);
    form()->addRow(QStringLiteral("limitWindow"), tr("Window"), m_windowRow);
    form()->addRow(QStringLiteral("limitQueue"), tr("Queue length"), m_queue);
    form()->addRow(QStringLiteral("limitWait"), tr("Longest wait"), m_wait);
    form()->addRow(QStringLiteral("limitBy"), tr("Count by"), m_byRow);
    form()->addRow(QStringLiteral("limitProviders"), tr("Only providers"), m_providers);
    form()->addRow(QStringLiteral("limitModels"), tr("Only models"), m_models);
    form()->addRow(QStringLiteral("limitConsumers"), tr("Only consumers"), m_consumers);
    form()->addRow(QStringLiteral("limitReserve"), tr("Reserve"), m_reserve);
    form()->addRow(QStringLiteral("limitExceeded"), tr("When reached"), m_exceeded);
    form()->addRow(QStringLiteral("limitTo"), tr("Target"), m_to);
    form()->addRow(QStringLiteral("limitWarnAt"), tr("Notify at"), m_warnAt);
    form()->addRow(QStringLiteral("limitPreview"), tr("Preview"), m_previewLine);
    form()->setHint(m_byRow, tr("Each value has a counter of its own. None: one counter for all."));
    const auto name = [](QWidget* widget, const char* id, const QString& words) {
        widget->setObjectName(QLatin1String(id));
        widget->setAccessibleName(words);
    };
    name(m_kind, "limitKind", tr("What is counted"));
    name(m_amount, "limitAmount", tr("Limit"));
    name(m_currency, "limitCurrency", tr("Currency"));
    name(m_number, "limitNumber", tr("Length of the window"));
    name(m_unit, "limitUnit", tr("Unit of the window"));
    name(m_calendar, "limitCalendar", tr("Kind of window"));
}

void LimitDialog::fill(const PlacedLimit& limit)
{
    m_isFilling = true;
    const LimitSettings& settings = limit.settings;
    m_name->setText(QString::fromStdString(settings.name));
    m_place->setCurrentIndex(static_cast<int>(std::ranges::find(m_places, limit.place) - m_places.begin()));
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(settings.kind())));
    settleRows(); // decimals and range of the amount
    m_amount->setValue(models::limitAmount(settings));
    m_currency->setCurrentIndex(static_cast<int>(settings.currency));
    const auto which = std::ranges::find(kCountNames, settings.count.which);
    m_count->setCurrentIndex(!settings.count.expression.empty() ? static_cast<int>(Expression) : which == kCountNames.end() ? 0 : static_cast<int>(which - kCountNames.begin()));
    m_expression->setText(QString::fromStdString(settings.count.expression));
    fillWindow(settings);
    for (std::size_t i = 0; i < gateway::config::kLimitByNames.size(); ++i)
        m_by[static_cast<qsizetype>(i)]->setChecked(std::ranges::find(settings.by, static_cast<LimitBy>(i)) != settings.by.end());
    m_providers->setText(joined(settings.match.providers));
    m_models->setText(joined(settings.match.models));
    m_consumers->setText(joined(settings.match.consumers));
    m_reserve->setCurrentIndex(static_cast<int>(settings.reserve));
    m_exceeded->setCurrentIndex(settings.onExceeded.to.empty() ? Refuse : Redirect);
    m_to->setCurrentText(QString::fromStdString(settings.onExceeded.to));
    m_queue->setValue(settings.queue);
    m_wait->setValue(settings.queue_ms / kSecond_ms);
    QStringList levels;
    for (const int percent : settings.warnAt) levels += QStringLiteral("%1%").arg(percent);
    m_warnAt->setText(levels.join(QStringLiteral(", ")));
    if (settings.raise) {
        const gateway::policy::LimitRule rule(settings);
        if (rule.amount().raisedTo > 0) form()->setHint(m_limitRow, tr("raised to %1 until %2").arg(LimitText::amount(rule, rule.amount().raisedTo), models::Formatter().dateTime(models::Formatter::local(rule.amount().raisedUntil))));
    }
    m_isFilling = false;
}

/// In the largest unit that fits.
void LimitDialog::fillWindow(const LimitSettings& limit)
{
    int number = 1;
    auto unit = static_cast<int>(CalendarUnit::Day);
    if (limit.per && limit.per->seconds > 0) {
        unit = static_cast<int>(CalendarUnit::Second);
        for (int each = static_cast<int>(CalendarUnit::Second); each <= static_cast<int>(CalendarUnit::Day); ++each)
            if (limit.per->seconds % kUnitSeconds[static_cast<std::size_t>(each)] == 0) unit = each;
        number = static_cast<int>(limit.per->seconds / kUnitSeconds[static_cast<std::size_t>(unit)]);
    } else if (limit.per && limit.per->unit) {
        unit = static_cast<int>(*limit.per->unit);
    }
    m_number->setValue(number);
    m_unit->setCurrentIndex(unit);
    m_calendar->setCurrentIndex(limit.calendar ? 1 : 0);
    m_filledNumber = number;
    m_filledUnit = unit;
}

void LimitDialog::connectFields()
{
    for (QComboBox* box : {m_place, m_kind, m_currency, m_count, m_unit, m_calendar, m_reserve, m_exceeded}) connect(box, &QComboBox::currentIndexChanged, this, &LimitDialog::edited);
    for (QLineEdit* line : {m_expression, m_providers, m_models, m_consumers, m_to->lineEdit()}) connect(line, &QLineEdit::textChanged, this, &LimitDialog::edited);
    for (QDoubleSpinBox* box : {m_amount, m_wait}) connect(box, &QDoubleSpinBox::valueChanged, this, &LimitDialog::edited);
    for (QSpinBox* box : {m_number, m_queue}) connect(box, &QSpinBox::valueChanged, this, &LimitDialog::edited);
    for (QCheckBox* box : std::as_const(m_by)) connect(box, &QCheckBox::toggled, this, &LimitDialog::edited);
    connect(&m_preview, &models::LimitPreview::changed, this, &LimitDialog::showPreview);
}

LimitKind LimitDialog::kind() const { return static_cast<LimitKind>(m_kind->currentData().toInt()); }

void LimitDialog::edited()
{
    if (m_isFilling) return;
    settleRows();
    const PlacedLimit limit = typed();
    const bool isValid = limit.settings.count.expression.empty() || gateway::limits::CountExpression::parse(limit.settings.count.expression);
    const bool lacksExpression = kind() == LimitKind::Tokens && m_count->currentIndex() == Expression && limit.settings.count.expression.empty();
    m_preview.setLimit(isValid && !lacksExpression ? std::optional(limit) : std::nullopt);
    showPreview();
}

void LimitDialog::settleRows()
{
    const LimitKind now = kind();
    const bool isConcurrent = now == LimitKind::Concurrent;
    const bool isReserved = now == LimitKind::Tokens || now == LimitKind::Cost;
    m_amount->setDecimals(now == LimitKind::Cost ? kCostDecimals : 0);
    m_amount->setRange(0, now == LimitKind::Cost ? kMostCost : isConcurrent ? kMostConcurrent : kMostCounted);
    m_currency->setVisible(now == LimitKind::Cost);
    form()->setRowVisible(m_count, now == LimitKind::Tokens);
    form()->setRowVisible(m_expression, now == LimitKind::Tokens && m_count->currentIndex() == Expression);
    form()->setRowVisible(m_windowRow, !isConcurrent);
    form()->setRowVisible(m_queue, isConcurrent);
    form()->setRowVisible(m_wait, isConcurrent && m_queue->value() > 0);
    form()->setRowVisible(m_reserve, isReserved);
    form()->setRowVisible(m_to, m_exceeded->currentIndex() == Redirect);
    // Only whole units have a turn in the calendar.
    const bool hasTurn = m_number->value() == 1;
    if (!hasTurn && m_calendar->currentIndex() == 1) {
        const QSignalBlocker quiet(m_calendar);
        m_calendar->setCurrentIndex(0);
    }
    m_calendar->setEnabled(hasTurn);
    m_calendar->setToolTip(hasTurn ? QString() : tr("A calendar window is one unit long"));
}

void LimitDialog::putWindow(LimitSettings& limit) const
{
    limit.calendar = m_calendar->currentIndex() == 1;
    const bool isSame = m_number->value() == m_filledNumber && m_unit->currentIndex() == m_filledUnit;
    if (isSame && m_before.settings.per && !(limit.calendar && m_before.settings.per->seconds > 0)) return; // in the notation of the file
    if (m_number->value() == 1) limit.per = LimitWindow{static_cast<CalendarUnit>(m_unit->currentIndex())};
    else limit.per = LimitWindow{{}, m_number->value() * kUnitSeconds[static_cast<std::size_t>(m_unit->currentIndex())]};
}

/// Empty: the text is not a list of percentages.
std::optional<std::vector<int>> LimitDialog::warnLevels() const
{
    std::vector<int> levels;
    for (const std::string& word : listIn(m_warnAt->text())) {
        QString text = QString::fromStdString(word);
        if (text.endsWith(u'%')) text.chop(1);
        bool isNumber = false;
        const int percent = text.trimmed().toInt(&isNumber);
        if (!isNumber || percent < 1 || percent > kMostPercent) return std::nullopt;
        levels.push_back(percent);
    }
    return levels;
}

PlacedLimit LimitDialog::typed() const
{
    PlacedLimit limit = m_before;
    limit.place = m_place->currentIndex() >= 0 ? m_places[static_cast<std::size_t>(m_place->currentIndex())] : m_before.place;
    LimitSettings& settings = limit.settings;
    const LimitKind now = kind();
    if (now != m_before.settings.kind()) settings.raise.reset();
    settings.name = m_name->text().trimmed().toStdString();
    settings.requests.reset();
    settings.tokens.reset();
    settings.cost.reset();
    settings.concurrent.reset();
    const auto whole = static_cast<std::int64_t>(std::llround(m_amount->value()));
    switch (now) {
    case LimitKind::Requests: settings.requests = whole; break;
    case LimitKind::Tokens: settings.tokens = whole; break;
    case LimitKind::Cost: settings.cost = m_amount->value(); break;
    case LimitKind::Concurrent: settings.concurrent = whole; break;
    }
    settings.currency = now == LimitKind::Cost ? static_cast<gateway::Currency>(m_currency->currentIndex()) : gateway::Currency::Usd;
    settings.count = {};
    if (now == LimitKind::Tokens && m_count->currentIndex() == Expression) settings.count.expression = m_expression->text().trimmed().toStdString();
    else if (now == LimitKind::Tokens) settings.count.which = kCountNames[static_cast<std::size_t>(m_count->currentIndex())];
    settings.per.reset();
    settings.calendar = false;
    if (now != LimitKind::Concurrent) {
        settings.per = m_before.settings.per;
        putWindow(settings);
    }
    settings.queue = now == LimitKind::Concurrent ? m_queue->value() : 0;
    settings.queue_ms = settings.queue > 0 ? static_cast<int>(std::lround(m_wait->value() * kSecond_ms)) : LimitSettings().queue_ms;
    settings.by.clear();
    for (const LimitBy by : m_before.settings.by) // in the order of the file
        if (m_by[static_cast<qsizetype>(by)]->isChecked()) settings.by.push_back(by);
    for (std::size_t i = 0; i < gateway::config::kLimitByNames.size(); ++i)
        if (const auto by = static_cast<LimitBy>(i); m_by[static_cast<qsizetype>(i)]->isChecked() && std::ranges::find(settings.by, by) == settings.by.end()) settings.by.push_back(by);
    settings.match = {listIn(m_providers->text()), listIn(m_models->text()), listIn(m_consumers->text())};
    settings.reserve = now == LimitKind::Tokens || now == LimitKind::Cost ? static_cast<LimitReserve>(m_reserve->currentIndex()) : LimitReserve::Max;
    settings.onExceeded.to = m_exceeded->currentIndex() == Redirect ? m_to->currentText().trimmed().toStdString() : std::string();
    settings.warnAt = warnLevels().value_or(std::vector<int>());
    return limit;
}

void LimitDialog::showPreview()
{
    const QString text = m_preview.text();
    const bool isKnown = m_preview.state() == models::LimitPreview::State::Known;
    m_previewLine->setStatus(m_preview.isInTheWay() ? look::Status::Warn : isKnown ? look::Status::Ok : look::Status::Unknown, text);
    form()->setRowVisible(m_previewLine, !text.isEmpty());
}

/// The field for a path within the limit, such as "match.providers[0]"; null: none.
QWidget* LimitDialog::field(std::string_view path) const
{
    const struct {
        std::string_view begin;
        QWidget* field;
    } rows[] = {{"name", m_name}, {"requests", m_limitRow}, {"tokens", m_limitRow}, {"cost", m_limitRow}, {"concurrent", m_limitRow}, {"currency", m_limitRow}, {"raise", m_limitRow},
        {"count.expression", m_expression}, {"count", m_count}, {"per", m_windowRow}, {"calendar", m_windowRow}, {"by", m_byRow}, {"match.providers", m_providers}, {"match.models", m_models},
        {"match.consumers", m_consumers}, {"reserve", m_reserve}, {"on_exceeded", m_to}, {"warn_at", m_warnAt}, {"queue_ms", m_wait}, {"queue", m_queue}};
    for (const auto& row : rows)
        if (path.starts_with(row.begin) && row.field->isVisibleTo(this)) return row.field;
    return nullptr;
}

void LimitDialog::showIssues(const std::string& own, const std::vector<Issue>& issues)
{
    QWidget* first = nullptr;
    for (const Issue& issue : issues) {
        if (issue.level != Issue::Level::Error) continue;
        QWidget* const at = issue.path.starts_with(own + '.') ? field(std::string_view(issue.path).substr(own.size() + 1)) : nullptr;
        showProblem(at, at ? words::SentenceWords::of(issue.message) : tr("Not saved: %1").arg(words::SentenceWords::of(issue)), {});
        if (!first) first = at;
    }
    if (first) first->setFocus(Qt::OtherFocusReason);
}

void LimitDialog::save()
{
    clearProblems();
    const auto& settings = m_access.configuration().settings();
    const std::string& before = m_before.settings.name;
    if (!before.empty() && models::findLimit(settings, before) != std::optional(m_before))
        return showProblem(nullptr, tr("The limit was changed elsewhere while this dialog was open. Close the dialog and edit the limit again."), {});
    const PlacedLimit limit = typed();
    if (limit.settings.name != before && models::findLimit(settings, limit.settings.name)) {
        showProblem(m_name, tr("this name is already in use"), {});
        return m_name->setFocus(Qt::OtherFocusReason);
    }
    if (m_exceeded->currentIndex() == Redirect && limit.settings.onExceeded.to.empty()) {
        showProblem(m_to, tr("name the target, as provider/model"), {});
        return m_to->setFocus(Qt::OtherFocusReason);
    }
    if (kind() == LimitKind::Tokens && m_count->currentIndex() == Expression && limit.settings.count.expression.empty()) {
        showProblem(m_expression, tr("write an expression, such as input + 5 * output"), {});
        return m_expression->setFocus(Qt::OtherFocusReason);
    }
    if (!warnLevels()) {
        showProblem(m_warnAt, tr("must be percentages from 1 to 100, such as 50, 80, 100"), {});
        return m_warnAt->setFocus(Qt::OtherFocusReason);
    }
    const gateway::config::Settings next = models::withLimit(settings, limit, before);
    const std::string own = models::limitPath(next, limit.settings.name);
    std::vector<Issue> issues;
    if (!gateway::config::settingsOf(gateway::config::treeOf(next), issues)) return showIssues(own, issues);
    setSaving(true);
    m_access.configuration().change(next, [guard = QPointer(this), own, name = QString::fromStdString(limit.settings.name)](const gateway::Result<void>& changed) {
        if (!guard) return;
        guard->setSaving(false);
        if (changed) {
            Q_EMIT guard->saved(name);
            return guard->accept();
        }
        const auto& error = changed.error();
        if (!error.param.empty()) return guard->showIssues(own, words::SentenceWords::issuesOf(error, guard->m_access.configuration().editing()));
        guard->showProblem(nullptr, words::FailureWords::change(error), words::SentenceWords::detail(error, guard->m_access.configuration().editing()));
    });
}

} // namespace ui::pages
