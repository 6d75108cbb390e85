package dev.fermata.spring.transaction;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * A transaction manager with the data source its transactions are on.
 *
 * @param flush writes what an object-relational mapper has put off, in the current transaction
 */
record ManagedDatabase(PlatformTransactionManager manager, DataSource dataSource, Runnable flush) {

    private static final boolean JPA = ClassUtils.isPresent(
                    "org.springframework.orm.jpa.JpaTransactionManager", ManagedDatabase.class.getClassLoader())
            && ClassUtils.isPresent("jakarta.persistence.EntityManagerFactory", ManagedDatabase.class.getClassLoader());

    /** Null for a manager that does not tell its data source. */
    static @Nullable ManagedDatabase of(PlatformTransactionManager manager) {
        if (manager instanceof DataSourceTransactionManager jdbc && jdbc.getDataSource() != null) {
            return new ManagedDatabase(manager, jdbc.getDataSource(), () -> {});
        }
        return JPA ? JpaTransactions.of(manager) : null;
    }
}
