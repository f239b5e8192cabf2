"""After-sales service: what happens to a customer, a product and a promise after the sale."""
