#pragma once

#include "ui/models/gateway_parts.h"

#include <QComboBox>

namespace ui::dialogs {

/// A configured provider and one of its models, in two connected fields.
class TargetChoice : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    /// `access` must outlive it. The fields are created for `form`.
    TargetChoice(const Access& access, QWidget* form);

    QComboBox* provider() const { return m_provider; }
    QComboBox* model() const { return m_model; }
    /// An unknown provider is kept unchanged.
    void set(const std::string& provider, const std::optional<std::string>& model);
    std::string providerId() const;
    std::optional<std::string> modelName() const; ///< empty: the requested one

private:
    void listModels();

    Access m_access;
    QComboBox* m_provider;
    QComboBox* m_model;
};

} // namespace ui::dialogs
