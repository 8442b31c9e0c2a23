#pragma once

#include "gateway/clients/catalogue.h"

#include <QWidget>

class QVBoxLayout;

namespace ui::pages {

/// The steps that a person takes to set a tool up, with buttons that copy what is to be typed.
class ToolSteps : public QWidget {
    Q_OBJECT
public:
    explicit ToolSteps(QWidget* parent = nullptr);

    /// `values.key`: what is copied where a key goes.
    void setSteps(const std::vector<gateway::clients::ClientStep>& steps, const gateway::clients::Placeholders& values);

private:
    void add(int number, const gateway::clients::ClientStep& step, const gateway::clients::Placeholders& values);

    QVBoxLayout* m_column;
    QWidget* m_content = nullptr;
};

} // namespace ui::pages
