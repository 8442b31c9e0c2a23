#include "providers_welcome.h"

#include "preset_button.h"

#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"

#include <QGridLayout>
#include <QMenu>
#include <QPointer>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

/// Catalog entries offered first; missing ones are skipped.
constexpr const char* kPresets[] = {"deepseek", "qwen", "openai"};
constexpr auto kLocalEntry = "ollama"; ///< offered where nothing was found
constexpr auto kOtherEntry = "openai-compatible"; ///< for an address of the user's own
constexpr int kNarrowColumns = 2;

} // namespace

ProvidersWelcome::ProvidersWelcome(const Access& access, QWidget* parent, Form form)
    : Card({}, parent), m_access(access),
      m_state(new widgets::EmptyState(QStringLiteral("nav-providers"),
                                      form == Form::Page ? widgets::EmptyState::Size::Page : widgets::EmptyState::Size::Small, this)),
      m_local(nullptr), m_other(nullptr), m_all(new Button(ButtonKind::Plain, {}, QStringLiteral("act-search"), this)),
      m_demo(new Button(ButtonKind::Link, {}, {}, this))
{
    setObjectName(QStringLiteral("providersWelcome"));
    auto* row = new QWidget(this);
    auto* cards = new QGridLayout(row);
    const int columns = form == Form::Page ? static_cast<int>(std::size(kPresets)) + 1 : kNarrowColumns;
    const auto shape = form == Form::Page ? PresetButton::Form::High : PresetButton::Form::Low;
    const auto add = [&](PresetButton* preset) { cards->addWidget(preset, cards->count() / columns, cards->count() % columns); };
    cards->setContentsMargins({});
    cards->setSpacing(look::theme().px(look::theme().metrics().gap));
    for (const char* id : kPresets) {
        if (!access.providers().catalog().find(id)) continue;
        auto* preset = new PresetButton(QStringLiteral("nav-providers"), shape, row);
        const QString entry = QString::fromLatin1(id);
        preset->setObjectName(QStringLiteral("preset_") + entry);
        connect(preset, &QAbstractButton::clicked, this, [this, entry] { Q_EMIT addRequested(entry, {}); });
        add(preset);
        m_presets.push_back(preset);
    }
    m_local = new PresetButton(QStringLiteral("nav-clients"), shape, row);
    m_local->setObjectName(QStringLiteral("preset_local"));
    add(m_local);
    if (form == Form::Narrow && access.providers().catalog().find(kOtherEntry)) {
        m_other = new PresetButton(QStringLiteral("act-edit"), shape, row);
        m_other->setObjectName(QStringLiteral("preset_other"));
        add(m_other);
        connect(m_other, &QAbstractButton::clicked, this, [this] { Q_EMIT addRequested(QString::fromLatin1(kOtherEntry), {}); });
    }
    m_all->setObjectName(QStringLiteral("searchAllProviders"));
    m_demo->setObjectName(QStringLiteral("tryDemo"));
    m_state->setMiddle(row);
    m_state->addAction(m_all);
    m_state->addAction(m_demo);
    m_demo->setVisible(form == Form::Page); // the wizard's own button leads on with the demo
    body()->addWidget(m_state);
    connect(m_local, &QAbstractButton::clicked, this, &ProvidersWelcome::chooseLocal);
    connect(m_all, &QPushButton::clicked, this, [this] { Q_EMIT addRequested({}, {}); });
    connect(m_demo, &QPushButton::clicked, this, &ProvidersWelcome::demoRequested);
    QWidget* const last = m_other ? m_other : m_local;
    if (m_other) setTabOrder(m_local, m_other);
    setTabOrder(last, m_all); // after the presets, which come first
    setTabOrder(m_all, m_demo);
    setFocusProxy(m_presets.empty() ? static_cast<QWidget*>(m_local) : m_presets.front());
    retranslate();
}

void ProvidersWelcome::retranslate()
{
    m_state->setTexts(tr("Which models do you want to use?"),
                      tr("One provider is enough to start. Its key is stored in the system keychain or where you choose, never in the configuration."));
    const models::CatalogSource catalog = m_access.providers().catalog();
    for (PresetButton* preset : m_presets) {
        const auto* entry = catalog.find(preset->objectName().mid(7).toStdString());
        if (entry) preset->setTexts(models::displayName(*entry), entry->keyNeeded ? tr("needs a key") : tr("needs no key"));
    }
    if (m_other) m_other->setTexts(tr("Another address…"), tr("OpenAI-compatible"));
    m_all->setText(tr("Search all %1 provider(s)…", nullptr, static_cast<int>(catalog.entries.size())).arg(models::Formatter().exact(static_cast<std::int64_t>(catalog.entries.size()))));
    m_demo->setText(tr("Use demo provider"));
    showLocal();
}

void ProvidersWelcome::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    m_access.providers().findLocalEngines([guard = QPointer(this)](std::vector<gateway::host::LocalEngine> engines) {
        if (!guard) return;
        guard->m_engines = std::move(engines);
        guard->showLocal();
    });
}

void ProvidersWelcome::showLocal()
{
    QString line = tr("searching…");
    if (m_engines && m_engines->empty()) line = tr("no model server found");
    if (m_engines && m_engines->size() == 1)
        line = foundText(m_engines->front());
    else if (m_engines && !m_engines->empty())
        line = tr("%Ln model server(s) found", nullptr, static_cast<int>(m_engines->size()));
    m_local->setTexts(tr("On this machine"), line);
}

QString ProvidersWelcome::foundText(const gateway::host::LocalEngine& engine) const
{
    const auto* entry = m_access.providers().catalog().find(engine.type);
    //: %1 is the name of a model server, such as Ollama
    return tr("%1 found, %Ln model(s)", nullptr, static_cast<int>(engine.models.size()))
        .arg(entry ? models::displayName(*entry) : QString::fromStdString(engine.type));
}

void ProvidersWelcome::chooseLocal()
{
    if (!m_engines || m_engines->empty()) {
        Q_EMIT addRequested(QString::fromLatin1(kLocalEntry), {});
        return;
    }
    const auto add = [this](const gateway::host::LocalEngine& engine) {
        Q_EMIT addRequested(QString::fromStdString(engine.type), QString::fromStdString(engine.baseUrl));
    };
    if (m_engines->size() == 1) return add(m_engines->front());
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto& engine : *m_engines) connect(menu->addAction(foundText(engine)), &QAction::triggered, this, [add, engine] { add(engine); });
    menu->popup(m_local->mapToGlobal(QPoint(0, m_local->height())));
}

} // namespace ui::pages
