#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/providers/key_meter_text.h"
#include "ui/models/providers/provider_list_model.h"
#include "ui/models/usage/day_source.h"
#include "ui/widgets/card.h"

#include <QStandardItemModel>

#include <optional>
#include <string>
#include <vector>

class QGridLayout;
class QMenu;
class QScrollArea;
class QVBoxLayout;

namespace ui::widgets {
class Button;
class DataTable;
class ElidedLabel;
class Label;
class ListFilter;
class StatusLabel;
}

namespace ui::pages {

class OutcomeStrip;

/// Details of a configured provider: state, keys and what is left on them, models with prices, connection, the last
/// test, and actions.
class ProviderDetail : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Providers, models::Requests>;

    /// All must outlive it.
    ProviderDetail(models::ProviderListModel& providers, const Access& access, const gateway::Clock& clock, QWidget* parent = nullptr);

    /// Empty: nothing is shown.
    void setProvider(const QString& id);
    QString provider() const { return m_id; }
    void retranslate();
    /// Updates relative times.
    void refreshTimes();
    /// The actions on the provider, also for the context menu of the list.
    QMenu* menu() const { return m_menu; }

Q_SIGNALS:
    void testRequested(const QString& id);
    void editRequested(const QString& id);
    void addKeyRequested(const QString& id);
    void replaceKeyRequested(const QString& id, const QString& key);
    void removeKeyRequested(const QString& id, const QString& key);
    void removeRequested(const QString& id);
    void enableRequested(const QString& id, bool enable);
    void duplicateRequested(const QString& id);
    void moveRequested(const QString& id, int by); ///< rows: -1 is up

private:
    struct ModelList {
        std::vector<std::string> names;
        QString phrase; ///< how many, and their source
    };
    struct ModelPrice {
        std::string name;
        gateway::Currency currency = gateway::Currency::Usd;
        std::optional<double> input = {}; ///< per million tokens; empty: unknown
        std::optional<double> output = {};

        bool operator==(const ModelPrice&) const = default;
    };
    void build();
    void buildDay();
    void buildMenu();
    QWidget* heading(widgets::Label* title, QWidget* action, widgets::ElidedLabel* phrase = nullptr);
    QGridLayout* buildFacts();
    void refresh();
    void tryAgain();
    void showTest(int row);
    void askDay();
    void showDay(const models::ProviderDay& day);
    gateway::host::KeyStatus keyOf(int row, const gateway::config::ProviderKey& key) const;
    bool areKeysOutOfDate(int row) const;
    void showKeys(int row);
    ModelList modelsOf(int row) const;
    void showMeters();
    void showModels(int row);
    void showConnection(int row);

    models::ProviderListModel& m_providers;
    Access m_access;
    const gateway::Clock& m_clock;
    QString m_id;
    QStandardItemModel m_keys;
    std::vector<models::MeterLine> m_meterLines; ///< currently shown
    QStandardItemModel m_models;
    std::string m_modelsOf; ///< the provider whose models are shown: they are many and rarely change
    std::vector<ModelPrice> m_modelPrices; ///< currently shown
    QMenu* m_menu;
    QAction* m_enable;
    QAction* m_edit;
    QAction* m_addKey;
    QAction* m_duplicate;
    QAction* m_up;
    QAction* m_down;
    QAction* m_tryAgain; ///< shown during a cooldown
    QAction* m_remove;
    widgets::ElidedLabel* m_title;
    widgets::Button* m_test;
    widgets::Button* m_more;
    widgets::StatusLabel* m_state;
    widgets::StatusLabel* m_insecure; ///< warns that certificates are not verified
    QWidget* m_day; ///< the last 24 hours
    widgets::Label* m_dayTitle;
    widgets::ElidedLabel* m_dayPhrase;
    OutcomeStrip* m_strip;
    widgets::ElidedLabel* m_lastError;
    models::DaySource* m_source = nullptr; ///< created once there is a ledger
    QString m_dayOf; ///< the provider whose day is shown or being read
    gateway::TimePoint m_dayAsked{};
    widgets::Label* m_keysTitle;
    widgets::Button* m_keyButton;
    widgets::DataTable* m_keyTable;
    widgets::Label* m_noKeys;
    widgets::Label* m_metersTitle;
    widgets::ElidedLabel* m_metersPhrase; ///< the time of the report, or why there is none
    QWidget* m_metersHeading = nullptr;
    QScrollArea* m_meterScroll;
    QVBoxLayout* m_meterColumn = nullptr;
    QWidget* m_meterRows = nullptr; ///< recreated when the lines change
    widgets::Label* m_modelsTitle;
    widgets::ElidedLabel* m_modelsPhrase;
    widgets::DataTable* m_modelTable;
    widgets::ListFilter* m_modelFilter = nullptr;
    widgets::Label* m_connectionTitle;
    widgets::Label* m_factNames[3];
    widgets::ElidedLabel* m_facts[3];
    widgets::ElidedLabel* m_tested;
    widgets::Button* m_editButton;
};

} // namespace ui::pages
