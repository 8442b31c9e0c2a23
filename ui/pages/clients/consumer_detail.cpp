#include "consumer_detail.h"

#include "ui/dialogs/clients/consumer_dialog.h"
#include "ui/dialogs/clients/edit_consumer_dialog.h"
#include "ui/dialogs/clients/new_key_dialog.h"
#include "ui/fields/forms/entry_dialog.h"
#include "ui/models/clients/consumer_text.h"
#include "ui/models/formatter.h"
#include "ui/models/removal_text.h"
#include "ui/models/roles.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/widgets/undo_link.h"
#include "ui/words/sentence_words.h"

#include "gateway/clients/given_keys.h"
#include "gateway/host/clients/consumer_changes.h"
#include "gateway/host/config_editing.h"

#include <QGridLayout>
#include <QItemSelectionModel>
#include <QMenu>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>
#include <type_traits>

namespace ui::pages {

using gateway::config::ConsumerKey;
using gateway::config::ConsumerSettings;
using gateway::config::Settings;
using models::ConsumerText;
using widgets::Button;
using widgets::ButtonKind;
using widgets::ElidedLabel;
using widgets::Label;

namespace {

enum ConsumerFact { MayUse, SeenLast, UsedToday, Contents, ConsumerFactCount };

constexpr int kKeyStateWidth = 130;
constexpr int kKeyEndWidth = 150;
constexpr int kMostKeyRows = 6;

/// Distinguishes it from the consumer's other keys.
QString idOf(const ConsumerKey& key) { return QString::fromStdString(key.sha256.empty() ? key.secret : key.sha256); }

} // namespace

ConsumerDetail::ConsumerDetail(const Access& access, models::ConsumerActivity& activity, const gateway::Clock& clock, QWidget* parent)
    : Card({}, parent), m_access(access), m_activity(activity), m_clock(clock), m_inside(new QWidget(this)), m_menu(new QMenu(this)), m_editAction(m_menu->addAction(QString())),
      m_enable(m_menu->addAction(QString())), m_removeAction(m_menu->addAction(QString())),
      m_title(new ElidedLabel({}, look::TextRole::Title, Label::Tone::Normal, this)),
      m_edit(new Button(ButtonKind::Plain, {}, QStringLiteral("act-edit"), this)), m_more(new Button(ButtonKind::Icon, {}, QStringLiteral("act-more"), this)), m_state(new widgets::StatusLabel(this)),
      m_requests(new Button(ButtonKind::Link, {}, {}, this)), m_keysTitle(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_make(new Button(ButtonKind::Plain, {}, QStringLiteral("act-key"), this)), m_keyTable(new widgets::DataTable(this)),
      m_noKeys(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_toggleKey(new Button(ButtonKind::Plain, {}, {}, this)),
      m_problem(new Label({}, look::TextRole::Body, Label::Tone::Error, this)), m_refusal(access), m_undo(new widgets::UndoLink(this)),
      m_afterwards(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this))
{
    setObjectName(QStringLiteral("consumerDetail"));
    build();
    buildMenu();
    connectParts();
    retranslate();
}

QWidget* ConsumerDetail::row(std::initializer_list<QWidget*> controls, int stretched)
{
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->setSpacing(look::theme().px(8));
    int place = 0;
    for (QWidget* control : controls) layout->addWidget(control, place++ == stretched ? 1 : 0);
    return line;
}

void ConsumerDetail::build()
{
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    auto* column = new QVBoxLayout(m_inside);
    column->setContentsMargins({});
    column->setSpacing(gap);
    column->addWidget(row({m_title, m_edit, m_more}, 0));
    column->addWidget(m_state);
    auto* facts = new QGridLayout;
    facts->setHorizontalSpacing(theme.px(16));
    facts->setVerticalSpacing(theme.px(8));
    facts->setColumnStretch(1, 1);
    static_assert(ConsumerFactCount == std::extent_v<decltype(m_facts)>);
    for (int i = 0; i < ConsumerFactCount; ++i) {
        m_factNames[i] = new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_inside);
        m_facts[i] = new ElidedLabel({}, look::TextRole::Body, Label::Tone::Normal, m_inside);
        facts->addWidget(m_factNames[i], i, 0);
        facts->addWidget(m_facts[i], i, 1, 1, i == UsedToday ? 1 : 2); // followed by its link
    }
    facts->addWidget(m_requests, UsedToday, 2);
    column->addLayout(facts);
    column->addWidget(row({m_keysTitle, m_make}, 0));
    addContent(m_inside);
    addTable(m_keyTable, 0);
    auto* below = new QWidget(this);
    auto* belowColumn = new QVBoxLayout(below);
    belowColumn->setContentsMargins({});
    belowColumn->setSpacing(theme.px(8));
    belowColumn->addWidget(m_noKeys);
    belowColumn->addWidget(row({m_toggleKey, m_problem}, 1));
    belowColumn->addWidget(m_afterwards);
    belowColumn->addWidget(m_undo, 0, Qt::AlignLeft);
    addContent(below);
    body()->addStretch(1);
    m_problem->setWordWrap(true);
    m_noKeys->setWordWrap(true);
    m_afterwards->setWordWrap(true);
    m_afterwards->hide();
    m_keyTable->setModel(&m_keys);
    m_keyTable->setFitsRows(1, kMostKeyRows);
    m_title->setObjectName(QStringLiteral("consumerTitle"));
    m_edit->setObjectName(QStringLiteral("consumerEdit"));
    m_more->setObjectName(QStringLiteral("consumerMore"));
    m_state->setObjectName(QStringLiteral("consumerState"));
    m_facts[MayUse]->setObjectName(QStringLiteral("consumerScope"));
    m_facts[SeenLast]->setObjectName(QStringLiteral("consumerSeen"));
    m_facts[UsedToday]->setObjectName(QStringLiteral("consumerToday"));
    m_facts[Contents]->setObjectName(QStringLiteral("consumerContents"));
    m_requests->setObjectName(QStringLiteral("consumerRequests"));
    m_make->setObjectName(QStringLiteral("makeConsumerKey"));
    m_keyTable->setObjectName(QStringLiteral("consumerKeys"));
    m_toggleKey->setObjectName(QStringLiteral("revokeConsumerKey"));
    m_problem->setObjectName(QStringLiteral("consumerProblem"));
    m_afterwards->setObjectName(QStringLiteral("consumerAfterwards"));
    m_undo->setObjectName(QStringLiteral("undoConsumer"));
}

void ConsumerDetail::buildMenu()
{
    m_menu->setObjectName(QStringLiteral("consumerMenu"));
    m_editAction->setObjectName(QStringLiteral("editConsumer"));
    connect(m_editAction, &QAction::triggered, this, &ConsumerDetail::edit);
    m_enable->setObjectName(QStringLiteral("enableConsumer"));
    m_removeAction->setObjectName(QStringLiteral("removeConsumer"));
    connect(m_enable, &QAction::triggered, this, [this] {
        if (const auto* known = settings()) setEnabled({m_name}, !known->enabled);
    });
    connect(m_removeAction, &QAction::triggered, this, [this] { remove({m_name}); });
}

void ConsumerDetail::connectParts()
{
    connect(m_more, &QPushButton::clicked, this, [this] { m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    connect(m_edit, &QPushButton::clicked, this, &ConsumerDetail::edit);
    connect(m_make, &QPushButton::clicked, this, &ConsumerDetail::makeKey);
    connect(&m_refusal, &models::ChangeRefusal::over, this, [this] { say({}); });
    // They were about the change before.
    connect(&m_access.configuration().editing(), &gateway::host::ConfigEditing::moved, this, [this] {
        m_undo->hide();
        m_afterwards->hide();
    });
    connect(m_toggleKey, &QPushButton::clicked, this, &ConsumerDetail::toggleKey);
    connect(m_requests, &QPushButton::clicked, this, [this] {
        gateway::usage::RequestFilter filter;
        filter.fields = {{gateway::usage::RequestField::Consumer, m_name.toStdString()}};
        Q_EMIT requestsWanted(filter);
    });
    connect(m_keyTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConsumerDetail::settleKeyButton);
    connect(&m_access.news(), &models::GatewayNews::settingsChanged, this, &ConsumerDetail::refresh);
    connect(&m_activity, &models::ConsumerActivity::changed, this, &ConsumerDetail::refresh);
}

void ConsumerDetail::retranslate()
{
    m_more->setHint(tr("More"));
    m_editAction->setText(tr("Edit…"));
    m_edit->setText(tr("Edit…"));
    m_removeAction->setText(tr("Remove consumer"));
    showAfterwards();
    m_factNames[MayUse]->setText(tr("Allowed"));
    m_factNames[SeenLast]->setText(tr("Last request"));
    m_factNames[UsedToday]->setText(tr("Tokens today"));
    m_factNames[Contents]->setText(tr("Stored content"));
    m_requests->setText(tr("Its requests"));
    m_keysTitle->setText(tr("Keys"));
    m_make->setText(tr("Create key"));
    m_noKeys->setText(tr("No keys yet, so this consumer cannot send requests."));
    m_keyTable->setAccessibleName(tr("Keys"));
    refresh();
}

const ConsumerSettings* ConsumerDetail::settings() const { return gateway::host::findConsumer(m_access.configuration().settings(), m_name.toStdString()); }

void ConsumerDetail::setConsumer(const QString& name)
{
    if (name != m_name) {
        m_menu->close(); // it was for another consumer
        say({});
        m_refusal.clear();
    }
    m_name = name;
    refresh();
}

void ConsumerDetail::refresh()
{
    const ConsumerSettings* const known = settings();
    m_inside->setVisible(known != nullptr);
    for (Button* button : {m_edit, m_more}) button->setEnabled(known != nullptr);
    for (QAction* action : m_menu->actions()) action->setEnabled(known != nullptr);
    if (!known) return showKeys({});
    const auto now = m_clock.wallNow();
    const models::ConsumerUse use = m_activity.of(known->name);
    const words::StateText state = ConsumerText::state(*known, now);
    m_title->setText(m_name);
    m_state->setStatus(look::statusNamed(state.status).value_or(look::Status::Unknown), state.word,
        known->enabled ? QString() : tr("its keys are rejected"));
    m_facts[MayUse]->setText(ConsumerText::scope(*known));
    m_facts[SeenLast]->setText(ConsumerText::lastSeen(use, now));
    m_facts[SeenLast]->setToolTip(use.lastSeen ? models::Formatter().dateTime(models::Formatter::local(*use.lastSeen)) : QString());
    m_facts[UsedToday]->setText(use.tokensToday ? models::Formatter().exact(*use.tokensToday) : models::Formatter().unknown());
    m_facts[Contents]->setText(ConsumerText::kept(*known, now));
    for (Label* label : {m_factNames[Contents], static_cast<Label*>(m_facts[Contents])}) label->setVisible(!m_facts[Contents]->text().isEmpty());
    m_enable->setText(known->enabled ? tr("Disable") : tr("Enable"));
    showKeys(*known);
}

void ConsumerDetail::showKeys(const ConsumerSettings& consumer)
{
    const QString before = m_keyTable->currentIndex().siblingAtColumn(0).data(models::IdRole).toString();
    const auto isBefore = [&](const ConsumerKey& key) { return idOf(key) == before; };
    int chosen = static_cast<int>(std::ranges::find_if(consumer.keys, isBefore) - consumer.keys.begin());
    if (chosen == static_cast<int>(consumer.keys.size())) chosen = 0;
    const auto made = std::ranges::find(consumer.keys, m_newKey, &ConsumerKey::sha256);
    if (!m_newKey.empty() && made != consumer.keys.end()) {
        chosen = static_cast<int>(made - consumer.keys.begin());
        m_newKey.clear();
    }
    const auto now = m_clock.wallNow();
    m_keys.clear();
    m_keys.setHorizontalHeaderLabels({tr("Key"), tr("State"), tr("Expires")});
    for (const ConsumerKey& key : consumer.keys) {
        const words::StateText state = ConsumerText::keyState(key, now);
        auto* name = new QStandardItem(ConsumerText::keyName(key));
        name->setData(true, models::FixedFontRole);
        name->setData(idOf(key), models::IdRole);
        auto* word = new QStandardItem(state.word);
        word->setData(state.status, models::StatusRole);
        m_keys.appendRow({name, word, new QStandardItem(ConsumerText::expiry(key, now))});
    }
    m_keyTable->setColumns({0, kKeyStateWidth, kKeyEndWidth}, 0);
    m_keyTable->setVisible(!consumer.keys.empty());
    m_noKeys->setVisible(consumer.keys.empty() && !consumer.name.empty());
    m_keyTable->setCurrentIndex(m_keys.index(std::min(chosen, m_keys.rowCount() - 1), 0));
    m_keyTable->updateGeometry();
    settleKeyButton();
}

std::optional<ConsumerKey> ConsumerDetail::chosenKey() const
{
    const ConsumerSettings* const known = settings();
    const QString chosen = m_keyTable->currentIndex().siblingAtColumn(0).data(models::IdRole).toString();
    if (!known || chosen.isEmpty()) return std::nullopt;
    const auto found = std::ranges::find_if(known->keys, [&](const ConsumerKey& key) { return idOf(key) == chosen; });
    return found == known->keys.end() ? std::nullopt : std::optional(*found);
}

void ConsumerDetail::settleKeyButton()
{
    const auto key = chosenKey();
    m_toggleKey->setVisible(key.has_value());
    if (!key) return;
    m_toggleKey->setText(key->enabled ? tr("Revoke %1", "a key, by its hint").arg(ConsumerText::keyName(*key))
                                      : tr("Accept %1 again", "a key, by its hint").arg(ConsumerText::keyName(*key)));
}

void ConsumerDetail::change(const gateway::Result<void>& made, const Settings& next, std::function<void()> then)
{
    say({});
    m_refusal.clear();
    m_afterwards->hide();
    if (!made) return say(words::SentenceWords::of(made.error()));
    m_access.configuration().change(next, [guard = QPointer(this), then = std::move(then)](const gateway::Result<void>& changed) {
        if (!guard) return;
        if (changed) return then();
        guard->m_refusal.set(changed.error());
        guard->say(guard->m_refusal.text(), guard->m_refusal.detail());
    });
}

void ConsumerDetail::say(const QString& problem, const QString& detail)
{
    m_problem->setText(problem);
    m_problem->setToolTip(detail);
    Q_EMIT problemChanged(problem, detail);
}

void ConsumerDetail::makeKey()
{
    if (!settings()) return;
    auto* dialog = new dialogs::ConsumerDialog(m_access, m_name, models::Formatter::local(m_clock.wallNow()).date(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::ConsumerDialog::made, this, &ConsumerDetail::showKey);
    dialog->open();
}

void ConsumerDetail::showKey(const QString& consumer, const gateway::Secret& key)
{
    m_newKey = gateway::clients::sha256Of(key);
    refresh();
    auto* dialog = new dialogs::NewKeyDialog(consumer, key, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ConsumerDetail::offerUndoOfNew(const QString& consumer)
{
    m_undo->offer([consumer] { return tr("Undo: remove “%1”").arg(consumer); }, [this, consumer] {
        Settings back = m_access.configuration().settings();
        const auto undone = gateway::host::removeConsumer(back, consumer.toStdString());
        change(undone, back, [] {});
    });
}

void ConsumerDetail::editEverything(const QString& name)
{
    auto* dialog = new fields::EntryDialog(m_access, fields::EntryDialog::Kind::Consumer, name, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &fields::EntryDialog::saved, this, &ConsumerDetail::renamed);
    dialog->open();
}

void ConsumerDetail::toggleKey()
{
    const auto key = chosenKey();
    if (!key) return;
    Settings next = m_access.configuration().settings();
    const auto made = gateway::host::revokeConsumerKey(next, m_name.toStdString(), *key, !key->enabled);
    change(made, next, [this, name = m_name, key = *key] {
        m_undo->offer([wasEnabled = key.enabled] { return wasEnabled ? tr("Undo: accept the key") : tr("Undo: revoke the key"); }, [this, name, key] {
            Settings back = m_access.configuration().settings();
            const auto undone = gateway::host::revokeConsumerKey(back, name.toStdString(), key, key.enabled);
            change(undone, back, [] {});
        });
    });
}

void ConsumerDetail::setEnabled(const QStringList& names, bool enable)
{
    const Settings before = m_access.configuration().settings();
    const auto with = [](Settings all, const QStringList& of, bool enabled) {
        for (const QString& name : of) static_cast<void>(gateway::host::enableConsumer(all, name.toStdString(), enabled)); // unless it has gone
        return all;
    };
    QStringList others; // those that the change affects
    for (const QString& name : names)
        if (const auto* known = gateway::host::findConsumer(before, name.toStdString()); known && known->enabled != enable) others += name;
    if (others.isEmpty()) return;
    change({}, with(before, others, enable), [this, with, others, enable] {
        const auto words = [others, enable] {
            const int count = static_cast<int>(others.size());
            if (count == 1) return enable ? tr("Undo: disable “%1”").arg(others.front()) : tr("Undo: enable “%1”").arg(others.front());
            return enable ? tr("Undo: disable %Ln consumer(s)", nullptr, count) : tr("Undo: enable %Ln consumer(s)", nullptr, count);
        };
        m_undo->offer(words, [this, with, others, enable] { change({}, with(m_access.configuration().settings(), others, !enable), [] {}); });
    });
}

QStringList ConsumerDetail::toolEffects(const QStringList& names) const
{
    const QStringList tools = m_toolsOf ? m_toolsOf(names) : QStringList();
    return tools.isEmpty() ? QStringList() : QStringList(tr("Clients set up with a removed key: %1").arg(models::RemovalText::listed(tools)));
}

QStringList ConsumerDetail::effectsOf(const QStringList& names) const
{
    const Settings& before = m_access.configuration().settings();
    Settings after = before;
    for (const QString& name : names) static_cast<void>(gateway::host::removeConsumer(after, name.toStdString()));
    return models::RemovalText::effects(before, after) + toolEffects(names);
}

void ConsumerDetail::remove(const QStringList& names)
{
    const Settings before = m_access.configuration().settings();
    Settings next = before;
    std::vector<Removed> gone;
    for (std::size_t place = 0; place < before.consumers.size(); ++place) {
        const ConsumerSettings& consumer = before.consumers[place];
        if (!names.contains(QString::fromStdString(consumer.name))) continue;
        gone.push_back({consumer, place});
        static_cast<void>(gateway::host::removeConsumer(next, consumer.name)); // it exists
    }
    if (gone.empty()) return;
    change({}, next, [this, gone, leftOver = effectsOf(names)] {
        m_leftOver = leftOver;
        showAfterwards();
        m_afterwards->show();
        const auto words = [count = static_cast<int>(gone.size()), name = QString::fromStdString(gone.front().consumer.name)] {
            return count == 1 ? tr("Undo: restore “%1”").arg(name) : tr("Undo: restore %Ln consumer(s)", nullptr, count);
        };
        m_undo->offer(words, [this, gone] { putBack(gone); });
        Q_EMIT removed();
    });
}

void ConsumerDetail::showAfterwards()
{
    const QString kept = tr("Files, batches and conversations that a removed consumer created at providers stay there. In Signalbox, only a consumer with the same name can use them.");
    m_afterwards->setText((m_leftOver + QStringList(kept)).join(QLatin1Char('\n')));
}

/// Each at its place; those that exist again stay as they are.
void ConsumerDetail::putBack(const std::vector<Removed>& all)
{
    Settings back = m_access.configuration().settings();
    QString first;
    for (const Removed& one : all) {
        if (gateway::host::findConsumer(back, one.consumer.name)) continue;
        const auto at = std::min(one.place, back.consumers.size());
        back.consumers.insert(back.consumers.begin() + static_cast<std::ptrdiff_t>(at), one.consumer);
        if (first.isEmpty()) first = QString::fromStdString(one.consumer.name);
    }
    if (!first.isEmpty()) change({}, back, [this, first] { Q_EMIT renamed(first); });
}

void ConsumerDetail::edit()
{
    if (!settings()) return;
    auto* dialog = new dialogs::EditConsumerDialog(m_access, m_name, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &dialogs::EditConsumerDialog::saved, this, &ConsumerDetail::renamed);
    connect(dialog, &dialogs::EditConsumerDialog::everythingWanted, this, &ConsumerDetail::editEverything);
    dialog->open();
}

} // namespace ui::pages
