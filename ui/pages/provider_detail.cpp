#include "provider_detail.h"

#include "key_rows.h"
#include "outcome_strip.h"

#include "ui/look/scroll.h"
#include "ui/models/formatter.h"
#include "ui/models/providers/known_models.h"
#include "ui/models/providers/test_cost.h"
#include "ui/models/roles.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/list_filter.h"
#include "ui/widgets/status_label.h"
#include "ui/words/sentence_words.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

using gateway::config::ProviderSettings;
using models::Formatter;
using widgets::Button;
using widgets::ButtonKind;
using widgets::ElidedLabel;
using widgets::Label;

namespace {

constexpr int kDetailEdge = 2; // of the card, included in its padding
constexpr int kDetailGap = 8;
constexpr int kLeastKeys = 2; // without scrolling, if there are that many
constexpr int kMostKeys = 3;
constexpr int kMostMeters = 4; // lines without scrolling
constexpr int kMeterGap = 2;
constexpr int kLeastModels = 2;
constexpr int kPriceWidth = 108;
constexpr int kStateWidth = 150;
constexpr int kWeightWidth = 84;
constexpr std::chrono::seconds kDayAgain{30}; ///< what happened meanwhile is asked for
constexpr int kAlignRight = int(Qt::AlignRight) | int(Qt::AlignVCenter);

enum Fact { Address, Proxy, FirstByte };

QString qString(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QStandardItem* cell(const QString& text) { return new QStandardItem(text); }

QStandardItem* numberCell(const QString& text, const QVariant& raw)
{
    auto* item = new QStandardItem(text);
    item->setData(kAlignRight, Qt::TextAlignmentRole);
    item->setData(raw, models::RawRole);
    return item;
}

/// Display text for the location of a key.
QString keptIn(const std::string& reference)
{
    const auto parsed = gateway::SecretReference::parse(reference);
    if (!parsed) return ProviderDetail::tr("unknown place");
    if (parsed->store == gateway::SecretReference::Store::Keychain) return ProviderDetail::tr("keychain");
    if (parsed->store == gateway::SecretReference::Store::Vault) return ProviderDetail::tr("encrypted file");
    if (parsed->store == gateway::SecretReference::Store::Session) return ProviderDetail::tr("memory, until quit");
    return QString::fromStdString(parsed->name);
}

QString proxyText(const gateway::config::ProxySettings& proxy)
{
    if (proxy.mode == "none") return ProviderDetail::tr("none");
    if (proxy.mode == "url") return QString::fromStdString(proxy.url);
    return ProviderDetail::tr("system proxy");
}

QPair<int, int> paddings()
{
    const look::Metrics& metrics = look::theme().metrics();
    return {look::theme().px(metrics.cardPaddingX) - kDetailEdge, look::theme().px(metrics.cardPaddingY) - kDetailEdge};
}

} // namespace

ProviderDetail::ProviderDetail(models::ProviderListModel& providers, const Access& access, const gateway::Clock& clock, QWidget* parent)
    : Card({}, parent), m_providers(providers), m_access(access), m_clock(clock), m_menu(new QMenu(this)), m_enable(m_menu->addAction(QString())),
      m_edit(m_menu->addAction(QString())), m_addKey(m_menu->addAction(QString())),
      m_duplicate(m_menu->addAction(QString())), m_up(m_menu->addAction(QString())), m_down(m_menu->addAction(QString())),
      m_tryAgain(m_menu->addAction(QString())), m_remove(m_menu->addAction(QString())),
      m_title(new ElidedLabel({}, look::TextRole::Title, Label::Tone::Normal, this)),
      m_test(new Button(ButtonKind::Plain, {}, QStringLiteral("nav-try"), this)),
      m_more(new Button(ButtonKind::Icon, {}, QStringLiteral("act-more"), this)), m_state(new widgets::StatusLabel(this)),
      m_insecure(new widgets::StatusLabel(this)), m_day(new QWidget(this)),
      m_dayTitle(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_day)),
      m_dayPhrase(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, m_day)), m_strip(new OutcomeStrip(m_day)),
      m_lastError(new ElidedLabel({}, look::TextRole::Small, Label::Tone::Secondary, m_day)),
      m_keysTitle(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_keyButton(new Button(ButtonKind::Plain, {}, QStringLiteral("act-add"), this)), m_keyTable(new widgets::DataTable(this)),
      m_noKeys(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_metersTitle(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_metersPhrase(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_meterScroll(new QScrollArea(this)),
      m_modelsTitle(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_modelsPhrase(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_modelTable(new widgets::DataTable(this)),
      m_connectionTitle(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_tested(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_editButton(new Button(ButtonKind::Plain, {}, QStringLiteral("act-edit"), this))
{
    setObjectName(QStringLiteral("providerDetail"));
    build();
    buildDay();
    buildMenu();
    retranslate();
    connect(m_test, &QPushButton::clicked, this, [this] { Q_EMIT testRequested(m_id); });
    connect(m_editButton, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_id); });
    connect(m_keyButton, &QPushButton::clicked, this, [this] { Q_EMIT addKeyRequested(m_id); });
    auto* rows = new KeyRows(*m_keyTable, this);
    connect(rows, &KeyRows::replaceRequested, this, [this](const QString& key) { Q_EMIT replaceKeyRequested(m_id, key); });
    connect(rows, &KeyRows::removeRequested, this, [this](const QString& key) { Q_EMIT removeKeyRequested(m_id, key); });
    connect(m_more, &QPushButton::clicked, this, [this] { m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    connect(&m_providers, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
        if (roles.isEmpty()) refresh(); // otherwise only times were updated
    });
    connect(&m_providers, &QAbstractItemModel::modelReset, this, &ProviderDetail::refresh);
    connect(&m_access.news(), &models::GatewayNews::metersChanged, this, &ProviderDetail::showMeters);
    connect(&m_access.news(), &models::GatewayNews::providersChanged, this, &ProviderDetail::refresh); // as after a change of prices
}

QWidget* ProviderDetail::heading(Label* title, QWidget* action, ElidedLabel* phrase)
{
    const auto [x, y] = paddings();
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(x, look::theme().px(kDetailGap), x, 0);
    line->setSpacing(look::theme().px(8));
    line->addWidget(title);
    if (phrase) line->addWidget(phrase, 1);
    else line->addStretch(1);
    if (action) line->addWidget(action);
    return row;
}

QGridLayout* ProviderDetail::buildFacts()
{
    const auto [x, y] = paddings();
    auto* grid = new QGridLayout;
    grid->setContentsMargins(x, look::theme().px(4), x, 0);
    grid->setVerticalSpacing(look::theme().px(5));
    grid->setHorizontalSpacing(look::theme().px(16));
    grid->setColumnStretch(1, 1);
    for (int i = 0; i < 3; ++i) {
        m_factNames[i] = new Label({}, look::TextRole::Body, Label::Tone::Secondary, this);
        m_facts[i] = new ElidedLabel({}, i == Address ? look::TextRole::Mono : look::TextRole::Body, Label::Tone::Normal, this);
        m_facts[i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_facts[i]->setElideMode(i == Address ? Qt::ElideMiddle : Qt::ElideRight);
        grid->addWidget(m_factNames[i], i, 0);
        grid->addWidget(m_facts[i], i, 1);
    }
    m_facts[Address]->setObjectName(QStringLiteral("providerFactAddress"));
    return grid;
}

void ProviderDetail::build()
{
    const auto [x, y] = paddings();
    const int gap = look::theme().px(8);
    m_title->setObjectName(QStringLiteral("providerDetailTitle"));
    m_test->setObjectName(QStringLiteral("providerTest"));
    m_more->setObjectName(QStringLiteral("providerMore"));
    m_state->setObjectName(QStringLiteral("providerState"));
    m_state->setWraps();
    m_keyButton->setObjectName(QStringLiteral("providerAddKey"));
    m_keyTable->setObjectName(QStringLiteral("providerKeys"));
    m_meterScroll->setObjectName(QStringLiteral("providerMeters"));
    m_metersPhrase->setObjectName(QStringLiteral("providerMetersPhrase"));
    m_modelTable->setObjectName(QStringLiteral("providerModels"));
    m_modelsPhrase->setObjectName(QStringLiteral("providerModelsPhrase"));
    m_tested->setObjectName(QStringLiteral("providerTested"));
    m_editButton->setObjectName(QStringLiteral("providerEdit"));

    auto* top = new QHBoxLayout;
    top->setContentsMargins(x, y, x - gap / 2, 0);
    top->setSpacing(gap);
    top->addWidget(m_title, 1);
    top->addWidget(m_test);
    top->addWidget(m_more);
    auto* state = new QVBoxLayout;
    state->setContentsMargins(x, gap, x, 0);
    state->setSpacing(gap);
    state->addWidget(m_state);
    state->addWidget(m_insecure);
    m_insecure->setObjectName(QStringLiteral("providerInsecure"));
    m_insecure->setWraps();
    m_keyTable->setModel(&m_keys);
    m_keyTable->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    m_keyTable->setFitsRows(1, kMostKeys);
    m_modelTable->setModel(&m_models);
    m_modelTable->setFitsRows(kLeastModels, 1000);
    // No higher than its rows: remaining space is below the connection.
    m_modelTable->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_noKeys->setContentsMargins(x, gap, x, gap);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(x, gap, x, y - 4);
    bottom->setSpacing(gap);
    bottom->addWidget(m_tested, 1);
    bottom->addWidget(m_editButton);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(x, gap, x, 0);
    line->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, this));

    // The content scrolls; the name above it and the test result below it stay visible.
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(body()->spacing());
    column->addLayout(state);
    column->addWidget(m_day);
    column->addWidget(heading(m_keysTitle, m_keyButton));
    column->addWidget(m_keyTable);
    column->addWidget(m_noKeys);
    m_metersHeading = heading(m_metersTitle, nullptr, m_metersPhrase);
    column->addWidget(m_metersHeading);
    auto* meters = new QWidget;
    m_meterColumn = new QVBoxLayout(meters);
    m_meterColumn->setContentsMargins(x, look::theme().px(4), x, 0);
    look::scrollPlainly(*m_meterScroll, meters);
    column->addWidget(m_meterScroll);
    column->addWidget(heading(m_modelsTitle, nullptr, m_modelsPhrase));
    m_modelFilter = new widgets::ListFilter(m_modelTable, content);
    column->addWidget(m_modelFilter);
    column->addWidget(m_modelTable, 1000);
    column->addWidget(heading(m_connectionTitle, nullptr));
    column->addLayout(buildFacts());
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("providerDetailScroll"));
    look::scrollPlainly(*scroll, content);
    body()->addLayout(top);
    body()->addWidget(scroll, 1);
    body()->addLayout(line);
    body()->addLayout(bottom);
}

void ProviderDetail::buildDay()
{
    const auto [x, y] = paddings();
    m_dayPhrase->setObjectName(QStringLiteral("providerDayPhrase"));
    m_strip->setObjectName(QStringLiteral("providerDay"));
    m_lastError->setObjectName(QStringLiteral("providerLastError"));
    m_dayPhrase->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* column = new QVBoxLayout(m_day);
    column->setContentsMargins(x, look::theme().px(kDetailGap), x, 0);
    column->setSpacing(look::theme().px(4));
    auto* line = new QHBoxLayout;
    line->addWidget(m_dayTitle);
    line->addWidget(m_dayPhrase, 1);
    column->addLayout(line);
    column->addWidget(m_strip);
    column->addWidget(m_lastError);
}

void ProviderDetail::buildMenu()
{
    m_menu->setObjectName(QStringLiteral("providerMenu"));
    m_menu->insertSeparator(m_remove);
    m_enable->setObjectName(QStringLiteral("providerEnableAction"));
    m_edit->setObjectName(QStringLiteral("providerEditAction"));
    m_addKey->setObjectName(QStringLiteral("providerAddKeyAction"));
    m_duplicate->setObjectName(QStringLiteral("providerDuplicateAction"));
    m_up->setObjectName(QStringLiteral("providerUpAction"));
    m_down->setObjectName(QStringLiteral("providerDownAction"));
    m_tryAgain->setObjectName(QStringLiteral("providerTryAgainAction"));
    m_remove->setObjectName(QStringLiteral("providerRemoveAction"));
    connect(m_enable, &QAction::triggered, this, [this] {
        const int row = m_providers.rowOf(m_id);
        if (row >= 0) Q_EMIT enableRequested(m_id, !m_providers.settings(row).enabled);
    });
    connect(m_edit, &QAction::triggered, this, [this] { Q_EMIT editRequested(m_id); });
    connect(m_addKey, &QAction::triggered, this, [this] { Q_EMIT addKeyRequested(m_id); });
    connect(m_duplicate, &QAction::triggered, this, [this] { Q_EMIT duplicateRequested(m_id); });
    connect(m_up, &QAction::triggered, this, [this] { Q_EMIT moveRequested(m_id, -1); });
    connect(m_down, &QAction::triggered, this, [this] { Q_EMIT moveRequested(m_id, 1); });
    connect(m_tryAgain, &QAction::triggered, this, &ProviderDetail::tryAgain);
    connect(m_remove, &QAction::triggered, this, [this] { Q_EMIT removeRequested(m_id); });
}

void ProviderDetail::tryAgain()
{
    const int row = m_providers.rowOf(m_id);
    const auto* status = row >= 0 ? m_providers.status(row) : nullptr;
    if (!status) return;
    for (const auto& rest : std::vector(status->rests)) m_access.providers().tryAgain(rest);
}

void ProviderDetail::retranslate()
{
    m_dayTitle->setText(tr("Last 24 hours"));
    m_strip->setAccessibleName(tr("Last 24 hours"));
    m_dayOf.clear(); // read again in the new language
    m_duplicate->setText(tr("Duplicate"));
    m_up->setText(tr("Move up"));
    m_down->setText(tr("Move down"));
    m_more->setHint(tr("More"));
    m_edit->setText(tr("Edit…"));
    m_addKey->setText(tr("Add key…"));
    m_tryAgain->setText(tr("Try again now"));
    m_remove->setText(tr("Remove provider"));
    m_keysTitle->setText(tr("Keys"));
    m_keyButton->setText(tr("Add key"));
    m_keyTable->setAccessibleName(tr("Keys"));
    m_metersTitle->setText(tr("Key quotas"));
    m_meterScroll->setAccessibleName(tr("Key quotas"));
    m_modelsTitle->setText(tr("Models"));
    m_modelTable->setAccessibleName(tr("Models"));
    m_modelFilter->setHint(tr("Filter models"));
    m_connectionTitle->setText(tr("Connection"));
    m_factNames[Address]->setText(tr("Base URL"));
    m_factNames[Proxy]->setText(tr("Proxy"));
    m_factNames[FirstByte]->setText(tr("First-byte timeout"));
    m_editButton->setText(tr("Edit"));
    m_modelsOf.clear();
    refresh();
}

void ProviderDetail::setProvider(const QString& id)
{
    if (id != m_id) { // these were for another provider
        m_menu->close();
        m_modelFilter->clear();
    }
    m_id = id;
    refresh();
}

void ProviderDetail::refresh()
{
    const int row = m_providers.rowOf(m_id);
    const bool isKnown = row >= 0;
    for (QWidget* control : std::initializer_list<QWidget*>{m_test, m_more, m_state, m_insecure, m_day, m_keyButton, m_editButton, m_keyTable, m_metersHeading, m_meterScroll,
                                                                m_modelTable}) {
        control->setVisible(isKnown);
    }
    if (!isKnown) return;
    const ProviderSettings& settings = m_providers.settings(row);
    const models::StateText health = m_providers.health(row);
    m_title->setText(m_providers.name(row));
    const auto* status = m_providers.status(row);
    m_state->setToolTip(status ? words::SentenceWords::of(status->message) : QString());
    m_insecure->setVisible(!settings.sslVerify);
    m_insecure->setStatus(look::Status::Warn, tr("Certificates are not verified: others may be able to read its keys"));
    m_insecure->setToolTip(tr("“ssl_verify” is false in the configuration file"));
    m_enable->setText(settings.enabled ? tr("Disable") : tr("Enable"));
    m_tryAgain->setVisible(status && !status->rests.empty());
    const bool isBeingTested = m_providers.isProbing(settings.id) || health.status == QLatin1String("busy");
    m_test->setEnabled(!isBeingTested || m_test->hasFocus()); // a disabled button would lose the focus; pressed meanwhile, it does
                                                              // nothing
    showTest(row);
    refreshTimes();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row + 1 < m_providers.rowCount());
    const auto* entry = m_providers.entry(row);
    const bool isDemo = entry && entry->endpoint(gateway::providers::Protocol::Demo);
    m_keyButton->setVisible(!isDemo);
    m_addKey->setVisible(!isDemo);
    m_duplicate->setVisible(!isDemo);
    showKeys(row);
    showModels(row);
    showConnection(row);
}

void ProviderDetail::refreshTimes()
{
    const int row = m_providers.rowOf(m_id);
    if (row < 0) return;
    m_state->setStatus(look::statusNamed(m_providers.health(row).status).value_or(look::Status::Unknown), m_providers.stateSentence(row));
    m_tested->setText(m_providers.probeSentence(row));
    const auto* last = m_providers.observations().last(m_id.toStdString());
    const bool isTold = last && !last->isOk; // the state is based on it and says so
    const QString error = isTold ? QString() : m_providers.lastErrorText(row);
    m_lastError->setVisible(!error.isEmpty());
    m_lastError->setText(error.isEmpty() ? QString() : tr("Last error: %1", "reason, how long ago").arg(error));
    m_lastError->setToolTip(m_providers.lastErrorDetail(row));
    if (areKeysOutOfDate(row)) showKeys(row); // remaining cooldowns, or the age of rejections
    askDay();
    showMeters(); // limits are shown until their reset
}

void ProviderDetail::showTest(int row)
{
    const auto price = models::testCost(m_providers, m_access, row, m_clock.wallNow());
    const QString cost = price ? Formatter().money(*price) : QString();
    m_test->setText(cost.isEmpty() ? tr("Test") : tr("Test · about %1", "what it costs").arg(cost));
    const QString keys = QKeySequence(Qt::Key_F5).toString(QKeySequence::NativeText);
    m_test->setToolTip(cost.isEmpty() ? tr("Sends one small real request (%1). The cost is unknown").arg(keys) : tr("Sends one small real request (%1)").arg(keys));
}

/// For the shown provider while visible: at once for a new one, otherwise from time to time.
void ProviderDetail::askDay()
{
    if (!m_source && !m_access.requests().usageFile().isEmpty()) m_source = new models::DaySource(m_access.requests().usageFile(), this);
    m_day->setVisible(m_source || m_lastError->text().size() > 0);
    for (QWidget* part : std::initializer_list<QWidget*>{m_dayTitle, m_dayPhrase, m_strip}) part->setVisible(m_source != nullptr);
    const gateway::TimePoint now = m_clock.now();
    if (!m_source || !isVisible() || (m_dayOf == m_id && now - m_dayAsked < kDayAgain)) return;
    if (m_dayOf != m_id) showDay({}); // removes that of another provider
    m_dayOf = m_id;
    m_dayAsked = now;
    m_source->askProvider(m_id.toStdString(), m_clock.wallNow(), this, [this, id = m_id](const gateway::Result<models::ProviderDay>& day) {
        if (id != m_id) return;
        showDay(day ? *day : models::ProviderDay());
        if (!day) m_dayPhrase->setText(tr("unknown: the ledger cannot be read"));
    });
}

void ProviderDetail::showDay(const models::ProviderDay& day)
{
    const Formatter format;
    std::vector<OutcomeStrip::Part> parts;
    for (std::size_t i = 0; i < day.parts.size(); ++i) {
        const models::ProviderDay::Part& part = day.parts[i];
        const auto time = [&](std::size_t at) { return QLocale().toString(Formatter::local(day.begin + models::ProviderDay::kPart * static_cast<int>(at)).time(), QStringLiteral("HH:mm")); };
        const QString span = tr("%1 to %2", "times").arg(time(i), time(i + 1));
        OutcomeStrip::Part shown;
        if (part.requests > 0) shown.answered = 1.0 - static_cast<double>(part.failed) / static_cast<double>(part.requests);
        shown.text = part.requests > 0 ? tr("%1: %2 of %3 answered", "span of time, numbers").arg(span, format.exact(part.requests - part.failed), format.exact(part.requests))
                                       : tr("%1: no requests", "span of time").arg(span);
        parts.push_back(std::move(shown));
    }
    m_strip->setParts(std::move(parts));
    const gateway::usage::Totals& totals = day.whole.totals;
    QStringList facts;
    // Counts attempts, like the strip: an answer of another provider is not its own.
    if (totals.attempts > 0) facts += tr("%1 answered", "share of requests").arg(format.share(1.0 - static_cast<double>(totals.failedAttempts) / static_cast<double>(totals.attempts), 1));
    if (day.whole.firstToken.count > 0) {
        facts += tr("p50 %1", "median of the time to the first token").arg(format.latency(day.whole.firstToken.p50));
        facts += tr("p95 %1", "of the time to the first token").arg(format.latency(day.whole.firstToken.p95));
    }
    m_dayPhrase->setText(facts.isEmpty() && !day.parts.empty() ? tr("no requests") : facts.join(QStringLiteral(" · ")));
    m_dayPhrase->setToolTip(tr("All attempts at this provider. p50 and p95: time to first token of successful attempts"));
    m_strip->setAccessibleDescription(m_dayPhrase->text());
}

void ProviderDetail::showMeters()
{
    const int row = m_providers.rowOf(m_id);
    if (row < 0) return;
    auto lines = models::KeyMeterText::lines(m_providers.settings(row), m_providers.entry(row), m_access.providers().meters(), m_clock.wallNow());
    m_metersHeading->setVisible(!lines.empty());
    m_meterScroll->setVisible(!lines.empty());
    if (lines == m_meterLines) return;
    m_meterLines = std::move(lines);
    delete m_meterRows;
    m_meterRows = new QWidget;
    auto* column = new QVBoxLayout(m_meterRows);
    const int gap = look::theme().px(kMeterGap);
    column->setContentsMargins({});
    column->setSpacing(gap);
    m_metersPhrase->setText({});
    int line = 0;
    for (const models::MeterLine& meter : m_meterLines) {
        auto* name = new Label(meter.name, look::TextRole::Body, Label::Tone::Secondary, m_meterRows);
        auto* value = new ElidedLabel(meter.again.isEmpty() ? meter.left : tr("%1, resets %2", "what is left of a limit; a time").arg(meter.left, meter.again),
                                      look::TextRole::Body, meter.isProblem ? Label::Tone::Error : Label::Tone::Normal, m_meterRows);
        value->setObjectName(QStringLiteral("providerMeter%1").arg(line));
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setAccessibleName(QStringLiteral("%1: %2").arg(meter.name, value->text()));
        auto* pair = new QHBoxLayout; // so that a value gets all the room beside its own name
        pair->setSpacing(look::theme().px(16));
        pair->addWidget(name);
        pair->addWidget(value, 1);
        column->addLayout(pair);
        ++line;
        if (meter.isProblem || m_metersPhrase->text().isEmpty()) m_metersPhrase->setText(meter.asOf);
    }
    m_meterColumn->addWidget(m_meterRows);
    m_meterRows->show();
    const int rowHeight = m_meterRows->sizeHint().height() / std::max(line, 1) + gap;
    m_meterScroll->setFixedHeight(std::min(line, kMostMeters) * rowHeight + gap);
}

/// The state of a key that the gateway has not reported yet.
gateway::host::KeyStatus ProviderDetail::keyOf(int row, const gateway::config::ProviderKey& key) const
{
    if (const auto* status = m_providers.status(row)) {
        for (const auto& one : status->keys) {
            if (one.name == key.name) return one;
        }
    }
    return {key.name, key.secret, key.enabled ? gateway::host::KeyHealth::Reading : gateway::host::KeyHealth::Disabled, {}};
}

/// Whether the text of a state has changed.
bool ProviderDetail::areKeysOutOfDate(int row) const
{
    const auto& keys = m_providers.settings(row).keys;
    if (m_keys.rowCount() != static_cast<int>(keys.size())) return true;
    for (int i = 0; i < m_keys.rowCount(); ++i) {
        const models::StateText state = m_providers.keyState(row, keyOf(row, keys[static_cast<std::size_t>(i)]));
        if (m_keys.item(i, 1)->text() != state.word) return true;
    }
    return false;
}

void ProviderDetail::showKeys(int row)
{
    const ProviderSettings& settings = m_providers.settings(row);
    const std::string before = m_keyTable->currentIndex().siblingAtColumn(0).data().toString().toStdString();
    const auto found = std::ranges::find(settings.keys, before, &gateway::config::ProviderKey::name);
    const bool isThere = !before.empty() && found != settings.keys.end();
    const int chosen = isThere ? static_cast<int>(found - settings.keys.begin()) : std::min(m_keyTable->currentIndex().row(), static_cast<int>(settings.keys.size()) - 1);
    m_keys.clear();
    m_keys.setHorizontalHeaderLabels({tr("Key"), tr("State"), tr("Weight")});
    m_keys.setHeaderData(2, Qt::Horizontal, kAlignRight, Qt::TextAlignmentRole);
    for (const auto& key : settings.keys) {
        auto* name = cell(QString::fromStdString(key.name));
        name->setData(keptIn(key.secret), models::SecondLineRole);
        name->setData(true, models::StrongRole);
        const gateway::host::KeyStatus known = keyOf(row, key);
        const models::StateText text = m_providers.keyState(row, known);
        auto* state = cell(text.word);
        state->setData(text.status, models::StatusRole);
        if (!known.message.isEmpty()) state->setToolTip(words::SentenceWords::of(known.message));
        m_keys.appendRow({name, state, numberCell(Formatter().exact(key.weight), key.weight)});
    }
    m_keyTable->setColumns({0, kStateWidth, kWeightWidth}, 0);
    m_keyTable->setFitsRows(std::clamp(static_cast<int>(settings.keys.size()), 1, kLeastKeys), kMostKeys);
    m_keyTable->setVisible(!settings.keys.empty());
    m_keyTable->setCurrentIndex(m_keys.index(chosen, 0));
    m_noKeys->setVisible(settings.keys.empty());
    const auto* entry = m_providers.entry(row);
    m_noKeys->setText(entry && entry->keyNeeded ? tr("No keys yet") : tr("No keys required"));
}

// The list in force: from the configuration, otherwise its own list, otherwise the catalog.
ProviderDetail::ModelList ProviderDetail::modelsOf(int row) const
{
    const ProviderSettings& settings = m_providers.settings(row);
    const auto* note = m_providers.observations().asked(settings.id);
    const Formatter format;
    ModelList list;
    const auto known = models::knownModels(settings, m_access.providers());
    if (settings.models) {
        list.names = *settings.models;
        list.phrase = tr("%n named in the configuration", nullptr, static_cast<int>(list.names.size()));
    } else if (note && note->result.models >= 0) {
        list.names = note->result.listed;
        list.phrase = tr("%n listed by the provider at %1", nullptr, note->result.models).arg(format.time(Formatter::local(note->at)));
    } else if (known.origin == models::KnownModels::Origin::Listed) {
        list.names = known.names;
        list.phrase = tr("%n listed by the provider", nullptr, static_cast<int>(list.names.size()));
    } else {
        const models::CatalogSource catalog = m_access.providers().catalog();
        list.names = known.names;
        const QDate date = QDate::fromString(qString(catalog.date), Qt::ISODate);
        if (!list.names.empty()) list.phrase = tr("%n in the catalog, as of %1", nullptr, static_cast<int>(list.names.size())).arg(format.day(date));
        else if (note) list.phrase = tr("this provider does not list its models; request them by name");
        else list.phrase = tr("not in the catalog; a test reads the provider’s list");
    }
    return list;
}

void ProviderDetail::showModels(int row)
{
    const ProviderSettings& settings = m_providers.settings(row);
    const ModelList list = modelsOf(row);
    m_modelsPhrase->setText(list.phrase);
    std::vector<ModelPrice> prices;
    for (const std::string& name : list.names) {
        const auto price = m_access.providers().price(settings.id, name);
        prices.push_back(price ? ModelPrice{name, price->terms.currency, price->terms.input, price->terms.output} : ModelPrice{name});
    }
    if (m_modelsOf == settings.id && m_modelPrices == prices) return;
    m_modelsOf = settings.id;
    m_modelPrices = std::move(prices);
    m_models.clear();
    m_models.setHorizontalHeaderLabels({tr("Model"), tr("Input / 1 M"), tr("Output / 1 M")});
    for (const int column : {1, 2}) m_models.setHeaderData(column, Qt::Horizontal, kAlignRight, Qt::TextAlignmentRole);
    const Formatter format;
    for (const ModelPrice& model : m_modelPrices) {
        const auto currency = model.currency == gateway::Currency::Cny ? models::Currency::Cny : models::Currency::Usd;
        const auto price = [&](const std::optional<double>& amount) {
            return numberCell(format.price(amount.value_or(-1), currency), amount ? QVariant(*amount) : QVariant());
        };
        auto* name = cell(QString::fromStdString(model.name));
        name->setData(true, models::FixedFontRole);
        m_models.appendRow({name, price(model.input), price(model.output)});
    }
    m_modelTable->setColumns({0, kPriceWidth, kPriceWidth}, 0);
    m_modelTable->setVisible(m_models.rowCount() > 0);
    m_modelTable->updateGeometry();
}

void ProviderDetail::showConnection(int row)
{
    const ProviderSettings& settings = m_providers.settings(row);
    const auto* status = m_providers.status(row);
    const QString address = status && !status->address.empty() ? QString::fromStdString(status->address)
                                                               : QString::fromStdString(settings.baseUrl.value_or(std::string()));
    m_facts[Address]->setText(address.isEmpty() ? Formatter::none() : address);
    m_facts[Proxy]->setText(address.isEmpty() ? Formatter::none() : proxyText(settings.proxy));
    m_facts[FirstByte]->setText(Formatter().sentenceDuration(gateway::Milliseconds{settings.timeouts.firstByte_ms}));
}

} // namespace ui::pages
