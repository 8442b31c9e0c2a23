#pragma once

#include "gateway/config/settings/settings.h"

#include <QCoreApplication>

#include <functional>
#include <string>
#include <vector>

class QListWidget;
class QObject;

namespace ui::dialogs {

class FormGrid;
class TextField;

/// The rows of a form for what a consumer may use: routes and models. The form owns the fields and must outlive it.
class ScopeFields {
    Q_DECLARE_TR_FUNCTIONS(ui::dialogs::ScopeFields)
public:
    /// `routes` and `models`: those allowed at first; empty: all. Routes that no longer exist stay in the list.
    ScopeFields(FormGrid& form, const gateway::config::Settings& all, const std::vector<std::string>& routes = {}, const std::vector<std::string>& models = {});

    std::vector<std::string> routes() const; ///< empty: all
    QString modelsText() const;              ///< as typed, separated by commas or lines; empty: all
    std::vector<std::string> modelNames() const;
    TextField* modelsField() const { return m_models; }
    /// Calls `changed` after every edit, as long as `context` exists.
    void whenChanged(QObject* context, const std::function<void()>& changed);

private:
    QListWidget* m_routes = nullptr; ///< null: there are none
    TextField* m_models;
};

} // namespace ui::dialogs
