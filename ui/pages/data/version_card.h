#pragma once

#include "version_list_model.h"

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

namespace ui::widgets {
class Button;
class DataTable;
class Label;
class ListFilter;
}

namespace ui::pages {

/// The versions of the configuration: what each changed, and how to restore one.
class VersionCard : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    /// `access` must outlive it.
    explicit VersionCard(const Access& access, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void load();
    void settle();
    void showVersion();

    Access m_access;
    VersionListModel m_versions;
    widgets::DataTable* m_table;
    widgets::ListFilter* m_filter = nullptr;
    widgets::Button* m_show;
    widgets::Label* m_problem;
};

} // namespace ui::pages
