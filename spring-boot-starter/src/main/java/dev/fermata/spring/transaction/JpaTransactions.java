package dev.fermata.spring.transaction;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Transactions of JPA. Loaded only where the application has it. */
final class JpaTransactions {

    private JpaTransactions() {}

    /** Null for any other manager, and for one whose connection nobody else can use. */
    static @Nullable ManagedDatabase of(PlatformTransactionManager manager) {
        if (!(manager instanceof JpaTransactionManager jpa)) {
            return null;
        }
        DataSource dataSource = jpa.getDataSource();
        EntityManagerFactory entities = jpa.getEntityManagerFactory();
        return dataSource == null || entities == null
                ? null
                : new ManagedDatabase(manager, dataSource, () -> flush(jpa, entities));
    }

    private static void flush(JpaTransactionManager manager, EntityManagerFactory entities) {
        EntityManager current = EntityManagerFactoryUtils.getTransactionalEntityManager(entities);
        if (current == null) {
            return;
        }
        try {
            current.flush();
        } catch (RuntimeException e) {
            DataAccessException translated = manager.getJpaDialect().translateExceptionIfPossible(e);
            throw translated == null ? e : translated;
        }
    }
}
